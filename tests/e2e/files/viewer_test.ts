/** The viewer of a folder's page, in a real browser. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "npm:playwright-core@1.65.1";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import {
  axeFindings,
  drawnPicture,
  newPage,
  recordedFilm,
  tone,
  WINDOWS,
} from "../../_kit/web/browser_page.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

const RED = 'canvas.width = 60; canvas.height = 40; pen.fillStyle = "#f00"; pen.fillRect(0, 0, 60, 40);';
const SCRIPT = "<script>document.title = top.document.title = 'ran'</script>";
const MARKDOWN = `# Title\n\n<!-- secret -->\n\nand <b onclick="document.title='ran'">bold</b> ${SCRIPT} ` +
  "[bad](javascript:document.title='ran') [good](a.txt)\n";

/** What the viewer shows: the name, and its place among the others. */
async function shown(page: Page): Promise<string> {
  const viewer = page.locator("dialog.viewer");
  return `${await viewer.locator("h2").textContent()} ${await viewer.locator(".place").textContent()}`;
}

/** Goes to an address anew, even if only what is behind `#` differs. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(address);
}

/** What an expression about an element of the viewer, `item`, comes to. */
function inViewer(page: Page, selector: string, expression: string): Promise<unknown> {
  return page.evaluate(
    `((item) => ${expression})(document.querySelector("dialog.viewer ${selector}"))`,
  );
}

async function folderOfAll(temp: TempFolder, page: Page): Promise<void> {
  temp.write("a.txt", "");
  temp.write("b été.jpg", await drawnPicture(page, "image/jpeg", RED));
  temp.write("c.wav", tone(5));
  temp.write("d.webm", await recordedFilm(page));
  temp.write("e.log", Array.from({ length: 40_000 }, (_, at) => `line ${at} é`).join("\n"));
  temp.write("f.md", MARKDOWN);
  temp.write("g.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${SCRIPT}</svg>`);
  temp.write("h.html", SCRIPT);
  temp.write("i latin.txt", Uint8Array.of(0xe9, 0x74, 0xe9));
  temp.write("j wide.txt", Uint8Array.of(0xfe, 0xff, 0, 0xe9, 0x20, 0x1c));
  temp.write("k.png", "no picture");
  temp.write("l.bin", "\0\0");
}

peerTest("the viewer of a folder's page shows files one after the other", ["chromium"], async (t) => {
  using temp = new TempFolder();
  await using chromium = await TestBrowser.start("--autoplay-policy=no-user-gesture-required");
  await using server = await serveFolder(temp.path);
  const url = await webAddress(server);
  await using desktop = await newPage(chromium.browser, WINDOWS.desktop);
  await using phone = await newPage(chromium.browser, WINDOWS.phone);
  const { page } = desktop;
  await page.goto(url);
  await folderOfAll(temp, page);
  const dialog = page.locator("dialog.viewer");
  const title = temp.path.split("/").at(-1)!;

  await t.step("by keys, with a way back, and the keys stay in it", async () => {
    await page.goto(url);
    await page.getByRole("link", { name: "b été.jpg" }).click();
    assertEquals([await shown(page), page.url()], ["b été.jpg 2 / 10", `${url}/#b%20%C3%A9t%C3%A9.jpg`]);
    assertEquals(await inViewer(page, "img", "item.decode().then(() => item.naturalWidth)"), 60);
    for (
      const [key, name] of [["ArrowRight", "c.wav"], ["ArrowLeft", "b été.jpg"], ["End", "k.png"]] as const
    ) {
      await page.keyboard.press(key);
      assertMatch(await shown(page), new RegExp(`^${name}`));
    }
    await page.getByText("This browser cannot show it").waitFor();
    await page.keyboard.press("Home");
    assertEquals(await shown(page), "a.txt 1 / 10");
    for (let tab = 0; tab < 8; tab++) {
      await page.keyboard.press("Tab");
      assert(
        await page.evaluate(
          "document.activeElement === document.body || " +
            "document.activeElement.closest('dialog') !== null",
        ),
      );
    }
    await page.keyboard.press("Escape");
    await page.waitForURL(`${url}/`);
    assertEquals(await dialog.isVisible(), false);
    assertEquals(await page.evaluate("document.activeElement.getAttribute('href')"), "a.txt");
    await page.goForward();
    await dialog.waitFor();
    await page.goBack();
    await dialog.waitFor({ state: "hidden" });
    assertEquals(page.url(), `${url}/`);
  });

  await t.step("among those that the search leaves", async () => {
    await page.getByLabel("Search this folder").fill("TXT");
    await page.getByRole("link", { name: "i latin.txt" }).click();
    assertEquals(await shown(page), "i latin.txt 2 / 3");
    await dialog.getByText("été", { exact: true }).waitFor();
    await page.keyboard.press("ArrowRight");
    await dialog.getByText("é“", { exact: true }).waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await page.waitForURL(`${url}/`);
  });

  await t.step("sound and film, from any place in them", async () => {
    await open(page, `${url}/#c.wav`);
    await inViewer(
      page,
      "audio",
      "new Promise((resolve) => { item.onseeked = resolve; item.currentTime = 4; })",
    );
    assertEquals(await inViewer(page, "audio", "Math.round(item.duration)"), 5);
    await page.keyboard.press("ArrowRight");
    await dialog.locator("video").waitFor();
    const loaded = "item.readyState > 1 || new Promise((resolve) => item.onloadeddata = resolve)";
    await inViewer(page, "video", loaded);
    assertEquals(await inViewer(page, "video", "item.videoWidth"), 300);
  });

  await t.step("a long text part by part, whose first one is all that is fetched", async () => {
    const ranges: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/e.log")) ranges.push(request.headers().range ?? "all of it");
    });
    await open(page, `${url}/#e.log`);
    const text = dialog.locator("pre");
    await dialog.getByRole("button", { name: /^Show more \(131.1 kB of \d+.\d kB\)$/ }).click();
    await dialog.locator("pre", { hasText: "line 39999 é" }).waitFor();
    assert(!(await text.textContent())!.includes("\ufffd"));
    assertEquals(ranges, ["bytes=0-131071", "bytes=131072-655359"]);
    assertEquals(await dialog.getByRole("button", { name: /^Show more/ }).isVisible(), false);
  });

  await t.step("Markdown as a page, and nothing in any file runs", async () => {
    await open(page, `${url}/#f.md`);
    await dialog.getByRole("heading", { name: "Title" }).waitFor();
    assertMatch((await dialog.locator("article").textContent())!, /^Title\s+and <b onclick/);
    assert(!(await page.content()).includes("secret"));
    const links = "[...item.querySelectorAll('a')].map((link) => link.getAttribute('href'))";
    assertEquals(await inViewer(page, "article", links), ["#", "a.txt"]);
    await dialog.getByRole("button", { name: "As text" }).click();
    await dialog.getByText("<!-- secret -->").waitFor();
    await page.keyboard.press("ArrowRight");
    await inViewer(page, "img", "item.decode()");
    assertEquals(await page.title(), title);
    await page.keyboard.press("Escape");
    // A page of its own is not shown in this one.
    await open(page, `${url}/#h.html`);
    assertEquals([await dialog.isVisible(), await page.title()], [false, title]);
  });

  await t.step("on a phone, by a link from elsewhere, with a finger, in French", async () => {
    const { page } = phone;
    await page.goto(`${url}/#c.wav`);
    await page.locator("dialog").waitFor();
    await page.getByRole("button", { name: "Précédent" }).click();
    const swipe = (by: number, on = ".stage", y = "300") =>
      inViewer(
        page,
        on,
        `(() => {
          const touch = (x) => new Touch({ identifier: 1, target: item, clientX: x, clientY: ${y} });
          const begins = { bubbles: true, touches: [touch(200)], changedTouches: [touch(200)] };
          item.dispatchEvent(new TouchEvent("touchstart", begins));
          const ends = { bubbles: true, changedTouches: [touch(${200 + by})] };
          item.dispatchEvent(new TouchEvent("touchend", ends));
        })()`,
      );
    await swipe(100);
    assertEquals(await shown(page), "a.txt 1 / 10");
    await swipe(-100);
    await swipe(-20);
    assertEquals(await shown(page), "b été.jpg 2 / 10");
    await swipe(-100);
    await swipe(-100);
    // Its controls are for the finger, too
    await swipe(-100, "video", "item.getBoundingClientRect().bottom - 20");
    assertEquals(await shown(page), "d.webm 4 / 10");
    await swipe(100, "video", "item.getBoundingClientRect().top + 20");
    await page.getByRole("button", { name: "Précédent" }).click();
    assertEquals(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Télécharger" }).click(),
    ]);
    assertEquals(download.suggestedFilename(), "b été.jpg");
    await page.getByRole("button", { name: "Fermer" }).click();
    await page.waitForURL(`${url}/`);
    assertEquals(await page.locator("dialog").isVisible(), false);
  });

  await t.step("for everybody: axe-core finds nothing", async () => {
    for (const { page } of [desktop, phone]) {
      for (const name of ["b%20%C3%A9t%C3%A9.jpg", "c.wav", "e.log", "f.md", "k.png"]) {
        await open(page, `${url}/#${name}`);
        await page.locator("dialog :is(img, audio, pre:not(:empty), article, [role=status])").first()
          .waitFor();
        assertEquals(await axeFindings(page), [], name);
      }
    }
  });

  assertEquals([...desktop.troubles, ...phone.troubles], []);
});
