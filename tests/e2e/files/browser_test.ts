import { Buffer } from "node:buffer";
import { assert, assertEquals } from "@std/assert";
import type { Page } from "npm:playwright-core@1.65.1";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { noise } from "../../_kit/noise.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
const PHONE = { viewport: { width: 390, height: 844 } };

/** A served folder in a browser's window; `troubles` gathers what the browser complains about. */
async function looking(
  dir: string,
  args: string[],
  look: (page: Page, url: string) => Promise<void>,
): Promise<void> {
  await using server = await serveFolder(dir, ...args);
  await using chromium = await TestBrowser.start();
  const url = await webAddress(server);
  const page = await (await chromium.browser.newContext(PHONE)).newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on(
    "console",
    (message) => /Content Security|Uncaught/.test(message.text()) && troubles.push(message.text()),
  );
  await page.goto(url);
  await look(page, url);
  assertEquals(troubles, []);
}

function names(page: Page): Promise<string[]> {
  return page.locator("#files tbody tr:visible bdi").allTextContents();
}

peerTest(
  "the page of a folder fits a phone, searches, sorts and leads into folders",
  ["chromium"],
  async () => {
    using temp = new TempFolder();
    for (
      const name of [
        "b.txt",
        "a very long name that has to be broken somewhere, because no phone is so wide.txt",
      ]
    ) temp.write(name, name);
    temp.write("<b>été & co/deep/c.txt", "c");
    await looking(temp.path, [], async (page) => {
      assertEquals(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
      await page.getByLabel("Search this folder").fill("B.TX");
      assertEquals(await names(page), ["b.txt"]);
      await page.getByLabel("Search this folder").fill("");
      await page.getByRole("button", { name: "Size" }).click();
      assertEquals((await names(page)).at(-1), "b.txt");
      await page.getByText("<b>été & co").click();
      await page.getByText("deep").click();
      await page.waitForURL(/\/deep\/(\?|$)/);
      assertEquals(await names(page), ["c.txt"]);
      await page.getByRole("navigation").getByText("<b>été & co").click();
      await page.waitForURL(/co\/(\?|$)/);
      assertEquals(await names(page), ["deep"]);
    });
  },
);

peerTest("the page of a folder takes files that are chosen, and goes on after a lost connection", [
  "chromium",
], async () => {
  using temp = new TempFolder();
  const content = noise(3_000_000);
  await looking(temp.path, ["--upload", "--client-rate", "6MB/s"], async (page, url) => {
    let pieces = 0;
    // The first piece is lost on its way.
    await page.route((address) => address.searchParams.has("upload"), async (route) => {
      if (route.request().method() === "PATCH" && ++pieces === 1) await route.abort("connectionreset");
      else await route.continue();
    });
    await page.setInputFiles("input[type=file]", {
      name: "télé.bin",
      mimeType: "x/y",
      buffer: Buffer.from(content),
    });
    await page.locator("#files").getByText("télé.bin").waitFor();
    assertEquals([page.url(), pieces], [`${url}/`, 2]);
  });
  assertEquals(Deno.readFileSync(`${temp.path}/télé.bin`), content);
  assertEquals(temp.names(), ["télé.bin"]);
});

peerTest("the page of a folder takes files that are dropped", ["chromium"], async () => {
  using temp = new TempFolder();
  await looking(temp.path, ["--upload"], async (page) => {
    await page.evaluate(`
      const more = new DataTransfer();
      more.items.add(new File(["dropped"], 'a "quoted" é.txt'));
      dispatchEvent(new DragEvent("drop", { dataTransfer: more, cancelable: true }));`);
    await page.locator("#files").getByText("é.txt").waitFor();
  });
  assertEquals(temp.names(), ["a _quoted_ é.txt"]);
  assertEquals(Deno.readTextFileSync(`${temp.path}/a _quoted_ é.txt`), "dropped");
});

peerTest("the page of a folder works without its script", ["chromium"], async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "a");
  await using server = await serveFolder(temp.path, "--upload");
  await using chromium = await TestBrowser.start();
  const page = await (await chromium.browser.newContext({ ...PHONE, javaScriptEnabled: false })).newPage();
  await page.goto(await webAddress(server));
  await page.setInputFiles("input[type=file]", {
    name: "b.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("b"),
  });
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("b.txt").waitFor();
  await page.getByLabel("Search this folder").fill("b");
  await page.getByLabel("Search this folder").press("Enter");
  await page.waitForURL(/q=b/);
  assertEquals(await names(page), ["b.txt"]);
});

peerTest("an uploaded page runs nothing", ["chromium"], async () => {
  using temp = new TempFolder();
  temp.write(
    "evil.html",
    "<title>before</title><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">",
  );
  await using server = await serveFolder(temp.path, "--upload");
  await using chromium = await TestBrowser.start();
  const page = await chromium.browser.newPage();
  await page.goto(`${await webAddress(server)}/evil.html`);
  assertEquals(await page.title(), "before"); // what the page would have run ran before it was loaded
});

peerTest("a drop box takes files and shows none", ["chromium"], async () => {
  using temp = new TempFolder();
  temp.write("others.txt", "secret");
  await looking(temp.path, ["--upload-only"], async (page) => {
    assert(!(await page.content()).includes("others.txt"));
    await page.setInputFiles("input[type=file]", {
      name: "mine.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("mine"),
    });
    await page.getByText("mine.txt: received").waitFor();
  });
  assertEquals(temp.names(), ["mine.txt", "others.txt"]);
});
