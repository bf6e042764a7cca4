import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { TRASH } from "../../../mod/fs/managed_folder.ts";
import { Nginx } from "../../_kit/peers/nginx.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

function below(folder: string): string[] {
  return [...Deno.readDirSync(folder)].filter(({ name }) => name !== TRASH).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory
      ? [`${entry.name}/`, ...below(path).map((each) => `${entry.name}/${each}`)]
      : [entry.name];
  }).sort();
}

peerTest(
  "the page makes folders, renames, moves and deletes with a keyboard and on a phone, below any path, and undoes it",
  ["chromium", "nginx"],
  async () => {
    using temp = new TempFolder();
    for (const name of ["sub/in/x.txt", "sub/é #1.txt", "sub/b & c.txt"]) temp.write(name, name);
    await using server = await serveFolder(temp.path, "--manage");
    const upstream = await webAddress(server);
    // A proxy that tells nobody where it shows the folder
    await using proxy = await Nginx.before(upstream, "", `location /my/ { proxy_pass ${upstream}/; }`);
    await using chromium = await TestBrowser.start();
    const context = await chromium.browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const choose = (name: string) => page.getByLabel(`Select ${name}`, { exact: true }).check();
    const said = page.locator(".organize [role=status]");
    const folderIs = (...names: string[]) =>
      until(() => JSON.stringify(below(join(temp.path, "sub"))) === JSON.stringify(names));

    await page.goto(`${proxy.url}/my/sub/`);
    assertEquals(await page.getByLabel("Select in", { exact: true }).count(), 0);
    await press("Organize");
    assertEquals(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);

    await press("New folder");
    await page.keyboard.type("new one");
    await page.keyboard.press("Enter");
    await folderIs("b & c.txt", "in/", "in/x.txt", "new one/", "é #1.txt");

    await choose("é #1.txt");
    await press("Rename");
    await page.keyboard.type("other");
    await page.keyboard.press("Enter");
    await folderIs("b & c.txt", "in/", "in/x.txt", "new one/", "other.txt");
    await said.getByText("renamed").waitFor();

    await choose("other.txt");
    await press("Rename");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("b & c.txt");
    await page.keyboard.press("Enter");
    await said.getByText("This name is taken already").waitFor();

    await choose("b & c.txt");
    await choose("in");
    await page.getByLabel("Select other.txt", { exact: true }).uncheck();
    await press("Move");
    await page.getByRole("dialog").getByRole("button", { name: "new one" }).waitFor();
    assertEquals(await page.getByRole("dialog").getByRole("listitem").allTextContents(), [
      "↑ folder above",
      "new one",
    ]);
    await page.getByRole("dialog").getByRole("button", { name: "new one" }).click();
    await press("Move here");
    await folderIs("new one/", "new one/b & c.txt", "new one/in/", "new one/in/x.txt", "other.txt");
    await said.getByText("2 items moved").waitFor();
    await press("Undo");
    await folderIs("b & c.txt", "in/", "in/x.txt", "new one/", "other.txt");
    await said.getByText("undone").waitFor();

    await choose("other.txt");
    await press("Move");
    await press("↑ folder above");
    await press("Move here");
    await folderIs("b & c.txt", "in/", "in/x.txt", "new one/");
    assertEquals(Deno.readTextFileSync(join(temp.path, "other.txt")), "sub/é #1.txt");

    for (const name of ["b & c.txt", "in", "new one"]) await choose(name);
    await press("Delete");
    await folderIs();
    await said.getByText("3 items deleted").waitFor();
    await press("Undo");
    await folderIs("b & c.txt", "in/", "in/x.txt", "new one/");
    await said.getByText("undone").waitFor();

    await press("Organize");
    assertEquals(await page.getByLabel("Select in", { exact: true }).isVisible(), false);
    await page.getByText("b & c.txt").click();
    assertMatch(page.url(), /#|b%20%26%20c/);
    assertEquals(troubles, []);

    const french = await (await chromium.browser.newContext({ locale: "fr-FR" })).newPage();
    await french.goto(`${upstream}/sub/`);
    await french.getByRole("button", { name: "Organiser" }).click();
    await french.getByRole("button", { name: "Nouveau dossier" }).click();
    await french.keyboard.press("Escape");
    await french.getByLabel("Choisir in", { exact: true }).check();
    await french.getByRole("button", { name: "Supprimer" }).click();
    await french.getByText("1 élément supprimé").waitFor();
  },
);
