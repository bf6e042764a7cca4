import { Buffer } from "node:buffer";
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

/**
 * The controls that a finger misses: what it may touch is the control, its label, or the row of a table that a link
 * covers.
 */
const TOO_SMALL = `[...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((each) => each.checkVisibility() && !each.closest(".readme, nav, p"))
  .map((each) => [each, (each.closest("label") ?? each.closest("a") ?? each).matches("#files td > a")
    ? each.closest("tr").getBoundingClientRect()
    : (each.closest("label") ?? each).getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 1 && Math.min(width, height) < 43.5)
  .map(([each, { width, height }]) => [each.outerHTML.slice(0, 80), Math.round(width), Math.round(height)])`;

peerTest(
  "the page makes folders, renames, moves and deletes with a keyboard and on a phone, below any path, and undoes it",
  ["chromium", "nginx"],
  async () => {
    using temp = new TempFolder();
    for (const name of ["sub/in/x.txt", "sub/é #1.txt", "sub/b & c.txt"]) temp.write(name, name);
    await using server = await serveFolder(temp.path, "--manage", "--upload");
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
    const bar = () => page.locator(".bar button:visible").allTextContents();
    const order = await bar();
    assertEquals(await page.getByLabel("Select in", { exact: true }).count(), 0);
    await press("Organize");
    assertEquals(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);

    assertEquals(await page.evaluate(TOO_SMALL), [], "a finger needs 44 pixels each way");
    await press("New folder");
    assertEquals(await page.evaluate(TOO_SMALL), [], "a finger needs 44 pixels each way");
    await page.keyboard.type("new one");
    await page.keyboard.press("Enter");
    await folderIs("b & c.txt", "in/", "in/x.txt", "new one/", "é #1.txt");
    await page.locator("#files").getByText("new one").waitFor();
    assertEquals(await bar(), order);

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
    const dialog = page.getByRole("dialog");
    const problem = dialog.locator("[role=alert]");
    await problem.getByText("This name is taken already").waitFor();
    const name = dialog.getByLabel("Name");
    assertEquals(await name.inputValue(), "b & c.txt");
    await name.fill("my/name");
    await page.keyboard.press("Enter");
    await problem.getByText("A name has no slash (/) in it.").waitFor();
    assertEquals(await name.inputValue(), "my/name");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assertEquals(await said.textContent(), "");
    await press("New folder");
    assertEquals(await problem.textContent(), "");
    await name.fill("in");
    await page.keyboard.press("Enter");
    await problem.filter({ hasText: /\w/ }).waitFor();
    await page.keyboard.press("Escape");

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

    const search = french.getByRole("searchbox");
    await search.fill("zz");
    await french.locator("#shown").getByText("0 sur").waitFor();
    assertEquals(await french.locator("#files").isVisible(), false);
    await search.fill("");
    assertEquals(await french.locator("#files").isVisible(), true);

    const taken = { name: "b & c.txt", mimeType: "text/plain", buffer: Buffer.from("new") };
    await french.setInputFiles("#files-to-send", taken);
    await french.getByRole("group", { name: taken.name }).getByRole("button", { name: "Ignorer" }).click();
    await french.locator(".summary", { hasText: "rien n’a été envoyé" }).waitFor();

    // A file has the name of a folder that is sent: another name for what is in it would not help
    temp.write("sub/x4", "a file");
    using own = new TempFolder();
    own.write("x4/a.txt", "a");
    await french.setInputFiles("input[webkitdirectory]", `${own.path}/x4`);
    await french.getByText("n'est pas un dossier ici").first().waitFor();
    const choices = french.getByRole("group", { name: "x4/a.txt" }).getByRole("button");
    assertEquals(await choices.allTextContents(), ["Réessayer"]);
    Deno.removeSync(join(temp.path, "sub/x4"));
    await choices.click();
    await french.getByText("x4/a.txt\u00a0: reçu").waitFor();
  },
);
