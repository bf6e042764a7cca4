/** The gallery of a folder's page and its search, in a real browser. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "npm:playwright-core@1.65.1";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { axeFindings, drawnPicture, newPage, recordedFilm, WINDOWS } from "../../_kit/web/browser_page.ts";
import { exifJpeg } from "../../_kit/web/exif_jpeg.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

/** The left half is red, the right one blue. */
const HALVES =
  'canvas.width = 200; canvas.height = 200; pen.fillStyle = "#f00"; pen.fillRect(0, 0, 100, 200); ' +
  'pen.fillStyle = "#00f"; pen.fillRect(100, 0, 100, 200);';
/** A picture that takes hundreds of kilobytes. */
const NOISE = "canvas.width = canvas.height = 500; const data = pen.createImageData(500, 500); " +
  "data.data.forEach((_, at) => data.data[at] = Math.random() * 256); pen.putImageData(data, 0, 0);";

/** What the thumbnail of a file shows near its top and its bottom: red, green or blue. */
async function topAndBottom(page: Page, name: string): Promise<unknown> {
  const picture = page.getByRole("link", { name }).locator("img.thumbnail");
  await picture.waitFor();
  return await page.evaluate(`(async () => {
    const link = [...document.querySelectorAll("#files a")].find((link) => link.textContent === ${
    JSON.stringify(name)
  });
    const image = link.querySelector("img");
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 10;
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0, 10, 10);
    const colour = (y) => {
      const rgb = [...pen.getImageData(5, y, 1, 1).data].slice(0, 3);
      return ["red", "green", "blue"][rgb.indexOf(Math.max(...rgb))];
    };
    return colour(1) + " " + colour(8);
  })()`);
}

peerTest("the gallery shows what is in pictures and films, upright", ["chromium"], async (t) => {
  using temp = new TempFolder();
  await using chromium = await TestBrowser.start();
  await using server = await serveFolder(temp.path, "--upload", "--manage");
  const url = await webAddress(server);
  await using desktop = await newPage(chromium.browser, WINDOWS.desktop);
  await using phone = await newPage(chromium.browser, WINDOWS.phone);
  const { page } = desktop;
  await page.goto(url);
  const halves = await drawnPicture(page, "image/jpeg", HALVES);
  temp.write("turned.jpg", exifJpeg(halves, 6));
  temp.write("large.jpg", exifJpeg(await drawnPicture(page, "image/jpeg", NOISE), 8, halves));
  temp.write("film.webm", await recordedFilm(page));
  temp.write("broken.png", "no picture");
  temp.write("drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  temp.write("notes.txt", "");
  temp.write("Été/plus bas/Photos d’e\u0301te\u0301.txt", "");
  temp.write("Été/.caché/été", "");

  await t.step("as it was chosen, also the next time", async () => {
    const fetched: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/large.jpg")) fetched.push(request.headers().range ?? "all of it");
    });
    await page.goto(url);
    assertEquals(await page.locator("img.thumbnail").count(), 0);
    await page.getByRole("button", { name: "Gallery" }).click();
    await page.reload();
    assertEquals(await page.getByRole("button", { name: "Gallery" }).getAttribute("aria-pressed"), "true");
    // 6: the left side is the top; 8: it is the bottom
    assertEquals(await topAndBottom(page, "turned.jpg"), "red blue");
    assertEquals(await topAndBottom(page, "large.jpg"), "blue red");
    assertEquals(await topAndBottom(page, "film.webm"), "green green");
    await page.getByRole("link", { name: "drawing.svg" }).locator("img.thumbnail").waitFor();
    assertEquals(new Set(fetched), new Set(["bytes=0-131071"]));
    assertEquals(await page.getByRole("link", { name: "broken.png" }).locator("img").count(), 0);
    assertEquals(await axeFindings(page), []);
  });

  await t.step("and the search goes on in the folders below", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("ETE");
    const found = page.getByRole("region", { name: "In sub-folders · 1 found" });
    await found.waitFor();
    assertEquals(await page.locator("#files tbody tr:visible bdi").allTextContents(), ["Été"]);
    assertEquals(await axeFindings(page), []);
    await found.getByRole("link", { name: "Été/plus bas/" }).click();
    await page.waitForURL(/plus%20bas\/$/);
    assertEquals((await page.locator("#files bdi").allTextContents()).length, 1);
  });

  await t.step("on a phone, in French", async () => {
    const { page } = phone;
    await page.goto(url);
    assertEquals(await axeFindings(page), []);
    await page.getByRole("button", { name: "Galerie" }).tap();
    await page.getByRole("link", { name: "turned.jpg" }).locator("img.thumbnail").waitFor();
    assertEquals(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
    assertEquals(await axeFindings(page), []);
    await page.getByLabel("Chercher dans ce dossier").fill("photos");
    const found = page.getByRole("region", { name: "Dans les sous-dossiers · 1 trouvé" });
    assertMatch(
      await found.locator("li small").innerText(),
      /20\d\d/,
      "a hit has its date, and a file its size",
    );
    await page.getByLabel("Chercher dans ce dossier").fill("rien du tout");
    await page.getByRole("region", { name: "rien de trouvé" }).waitFor();
  });

  await t.step("and of many files those in sight", async () => {
    const rows = 1500;
    for (let at = 0; at < rows; at++) temp.write(`many/${at}.txt`, "");
    await page.goto(`${url}/many/`);
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    const drawn = await page.evaluate(`[...document.querySelectorAll("#files tbody")]
      .filter((group) => group.rows[0].checkVisibility({ contentVisibilityAuto: true })).length`);
    assert(Number(drawn) >= 1 && Number(drawn) < 5, `${drawn} groups of rows are drawn`);
    await page.getByLabel("Search this folder").fill("1499");
    await page.getByRole("link", { name: "1499.txt" }).click();
    await page.waitForURL(/#1499.txt$/);
  });

  await t.step("and files can be marked in it", async () => {
    await page.goto(url);
    await page.getByRole("button", { name: "Organize" }).click();
    const mark = page.getByRole("checkbox").last();
    await mark.check();
    const [box, tile] = [await mark.boundingBox(), await page.locator("#files tr").last().boundingBox()];
    assert(box!.x - tile!.x < 20 && box!.y - tile!.y < 20, "the mark is in a corner of its tile");
    assertEquals(await axeFindings(page), []);
  });

  await t.step("as every page of the folder is for everybody", async () => {
    temp.write("README.md", "# Read [me](notes.txt)\n\n| a | b |\n| - | - |\n| 1 | 2 |\n");
    Deno.mkdirSync(`${temp.path}/empty`);
    for (const { page } of [desktop, phone]) {
      for (const place of ["", "nothing", "empty/", "README.md?rendered", "?q=nothing"]) {
        await page.goto(`${url}/${place}`);
        assertEquals(await axeFindings(page), [], place);
      }
    }
  });

  assertEquals([...desktop.troubles, ...phone.troubles], []);
});
