import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { BrowserContextOptions, CDPSession, Page } from "npm:playwright-core@1.65.1";
import { noise } from "../../_kit/noise.ts";
import { BreakableLine } from "../../_kit/net/breakable_line.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";
import { axeFindings } from "../../_kit/web/browser_page.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "en-GB" };
const FRENCH = { viewport: { width: 1280, height: 800 }, locale: "fr-FR" };

/** A page of a folder, and what the browser complained about. */
interface Visit {
  readonly page: Page;
  readonly url: string;
  readonly line: CDPSession;
}

type Look = (temp: TempFolder, visit: Visit) => Promise<void>;

peerTest("the page of a folder sends files, whatever happens on the way", ["chromium"], async (t) => {
  await using chromium = await TestBrowser.start();

  /** A step with a folder, a server and a window of its own. */
  async function look(name: string, args: string[], options: BrowserContextOptions, fn: Look): Promise<void> {
    await t.step(name, async () => {
      using temp = new TempFolder();
      temp.write("taken.txt", "old");
      await using server = await serveFolder(temp.path, ...args);
      const context = await chromium.browser.newContext(options);
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on("pageerror", (error) => troubles.push(error.message));
      page.on("console", (message) => {
        if (/Content Security|Uncaught/.test(message.text())) troubles.push(message.text());
      });
      const url = await webAddress(server);
      await page.goto(`${url}/`);
      await fn(temp, { page, url, line: await context.newCDPSession(page) });
      assertEquals(troubles, []);
      await context.close();
    });
  }

  await look(
    "nothing is lost between two batches, and leaving asks",
    ["--upload"],
    PHONE,
    async (temp, visit) => {
      const { page, line } = visit;
      await slow(line, 60_000);
      const before = await page.evaluate("window.here = 1");
      await choose(page, file("large.bin", noise(900_000)));
      await choose(page, file("small.txt", "small"));
      await page.getByText("small.txt: received").first().waitFor();
      await page.locator(".summary", { hasText: "1 of 2 received" }).waitFor();
      assertEquals(await page.locator("#files").getByText("small.txt").count(), 0);
      const asked = new Promise<string>((resolve) =>
        page.once("dialog", async (dialog) => {
          resolve(dialog.type());
          await dialog.dismiss();
        })
      );
      await page.evaluate("location.reload()").catch(() => {/* it may be gone */});
      assertEquals(await asked, "beforeunload");
      await fast(line);
      await page.locator("#files").getByText("large.bin").waitFor();
      assertEquals(await page.evaluate("window.here"), before);
      assertEquals(temp.names(), ["large.bin", "small.txt", "taken.txt"]);
      await page.reload(); // asks nothing now
    },
  );

  await look("an upload goes on after a reload", ["--upload"], PHONE, async (temp, { page, line }) => {
    const content = noise(1_500_000);
    await slow(line, 150_000);
    using own = new TempFolder();
    const path = own.write("film.bin", content);
    await page.setInputFiles("#files-to-send", path);
    await page.getByText(/film.bin: ([2-9]\d) %/).first().waitFor();
    page.once("dialog", (dialog) => dialog.accept());
    await page.reload();
    // At once: the page that was left says so, and is not waited for.
    await page.getByText(/film.bin: \d\d % sent; choose it again/).first().waitFor({ timeout: 9000 });
    await fast(line);
    const sent: number[] = [];
    page.on("request", (request) => {
      if (request.method() === "PATCH") sent.push(Number(request.headers()["upload-offset"]));
    });
    await page.setInputFiles("#files-to-send", path);
    await page.getByText("film.bin: received").first().waitFor();
    assert(sent.length === 1 && sent[0]! > 200_000, `sent from ${sent}`);
    assertEquals(Deno.readFileSync(`${temp.path}/film.bin`), content);
    assertEquals(await page.evaluate("localStorage.length"), 0);
  });

  await look("an unfinished upload can be forgotten", ["--upload"], FRENCH, async (temp, { page, line }) => {
    await slow(line, 200_000);
    await choose(page, file("film.bin", noise(1_500_000)));
    await page.getByText(/film.bin\s: [1-9]\d?\s%/).first().waitFor();
    page.once("dialog", (dialog) => dialog.accept());
    await page.reload();
    await page.getByRole("group", { name: "film.bin" }).getByRole("button", { name: "Oublier" }).click();
    await until(() => temp.names().length === 1);
    assertEquals(await page.evaluate("localStorage.length"), 0);
  });

  await look(
    "a taken name asks: keep both, skip, and replace only where that is allowed",
    [
      "--upload",
    ],
    FRENCH,
    async (temp, { page }) => {
      temp.write("b.txt", "old");
      await choose(page, file("taken.txt", "new"), file("b.txt", "new"));
      const one = page.getByRole("group", { name: "taken.txt" });
      await page.getByText("taken.txt\u00a0: Il y a déjà un fichier de ce nom").first().waitFor();
      assertEquals(await one.getByRole("button").allTextContents(), ["Garder les deux", "Ignorer"]);
      assertEquals(await axeFindings(page), []);
      await one.getByRole("button", { name: "Garder les deux" }).press("Enter");
      await page.getByText("taken.txt\u00a0: reçu sous le nom taken (1).txt").first().waitFor();
      await page.getByRole("group", { name: "b.txt" }).getByRole("button", { name: "Ignorer" }).press(
        "Space",
      );
      await page.getByText("b.txt\u00a0: ignoré").first().waitFor();
      assertEquals(temp.names(), ["b.txt", "taken (1).txt", "taken.txt"]);
    },
  );

  await look(
    "one answer holds for all the rest",
    ["--upload", "--existing", "overwrite"],
    PHONE,
    async (temp, {
      page,
    }) => {
      const names = Array.from({ length: 8 }, (_, at) => `${at}.txt`);
      for (const name of names) temp.write(name, "old");
      await choose(page, ...names.map((name) => file(name, "new")), file("z.txt", "new"));
      await page.getByRole("group", { name: "For all the rest:" }).getByRole("button", { name: "Replace" })
        .click();
      await page.getByText("9 of 9 received").first().waitFor();
      assertEquals(
        names.map((name) => Deno.readTextFileSync(`${temp.path}/${name}`)),
        names.map(() => "new"),
      );
    },
  );

  await look(
    "pictures that a phone names alike are all kept",
    ["--upload"],
    PHONE,
    async (temp, { page }) => {
      temp.write("image.jpg", "of somebody else");
      await choose(
        page,
        file("image.jpg", "1"),
        file("image.jpg", "22"),
        file("report.pdf", "1"),
        file("report.pdf", "2"),
      );
      await page.getByText("4 of 4 received").first().waitFor();
      assertEquals(temp.names(), [
        ...["image (1).jpg", "image (2).jpg", "image.jpg", "report (1).pdf", "report.pdf", "taken.txt"],
      ]);
    },
  );

  await look(
    "what is refused says why, in the page's language, and can be tried again",
    [
      "--upload",
      "--max-upload",
      "100",
    ],
    FRENCH,
    async (temp, { page }) => {
      await choose(page, file("gros.bin", noise(101)), file("petit.txt", "ok"));
      await page.getByText("gros.bin\u00a0: Les fichiers de plus de 100 octets ne sont pas acceptés ici")
        .first()
        .waitFor();
      await page.locator("#files").getByText("petit.txt").waitFor();
      await page.locator(".summary", { hasText: "1 reçu sur 2, 1 refusé" }).waitFor();
      await page.getByRole("button", { name: "Réessayer" }).click();
      await page.getByText("gros.bin\u00a0: Les fichiers").first().waitFor();
      assertEquals(temp.names(), ["petit.txt", "taken.txt"]);
    },
  );

  await look(
    "a folder comes with its tree, chosen or dropped",
    ["--upload"],
    PHONE,
    async (temp, { page, line }) => {
      using own = new TempFolder();
      own.write("été/a.txt", "a");
      own.write("été/deep/er/b.txt", "b");
      for (let at = 0; at < 120; at++) own.write(`many/${at}.txt`, "x");
      await page.getByRole("button", { name: "Choose a folder" }).waitFor();
      await page.setInputFiles("input[webkitdirectory]", `${own.path}/été`);
      await page.getByText("2 of 2 received").first().waitFor();
      await page.locator("#files").getByText("été").waitFor();
      assertEquals(Deno.readTextFileSync(`${temp.path}/été/deep/er/b.txt`), "b");
      await drop(line, [`${own.path}/many`, `${own.path}/été/a.txt`]);
      await page.getByText("123 of 123 received").first().waitFor();
      assertEquals([...Deno.readDirSync(`${temp.path}/many`)].length, 120);
      assertEquals(temp.names(), ["a.txt", "many", "taken.txt", "été"]);
    },
  );

  await t.step("credentials in the address of the page do no harm", async () => {
    using temp = new TempFolder();
    const args = ["files", "serve", "--dir", temp.path, "--host", "127.0.0.1", "--http-port", "0"];
    const env = { NETLAB_AUTH: "me:secret" };
    await using server = await Server.start([...args, "--upload", "--auth"], { env });
    const page = await (await chromium.browser.newContext(PHONE)).newPage();
    await page.goto((await webAddress(server)).replace("://", "://me:secret@") + "/");
    await choose(page, file("a.txt", "a"));
    await page.locator("#files").getByText("a.txt").waitFor();
    assertEquals(temp.names(), ["a.txt"]);
    await page.context().close();
  });

  await look(
    "a drop box gives a receipt that can be kept",
    ["--upload-only"],
    FRENCH,
    async (temp, { page }) => {
      await choose(page, file("devoir.txt", "my work"), file("taken.txt", "mine, too"));
      await page.getByText("taken.txt\u00a0: reçu", { exact: true }).first().waitFor();
      const digest = createHash("sha256").update("my work").digest("hex");
      await page.getByText(`SHA-256 ${digest}`).first().waitFor();
      assertEquals(await axeFindings(page), []);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Garder le reçu" }).click(),
      ]);
      const text = await Deno.readTextFile(await download.path());
      assertMatch(download.suggestedFilename(), /^Reçu \d{4}-\d\d-\d\d .*\.txt$/);
      assertStringIncludes(text, "devoir.txt");
      assertStringIncludes(text, digest);
      assertEquals(temp.names(), ["devoir.txt", "taken (1).txt", "taken.txt"]);
    },
  );

  await look(
    "many small files come, and the page stays usable",
    ["--upload"],
    PHONE,
    async (temp, { page }) => {
      using own = new TempFolder();
      for (let at = 0; at < 300; at++) own.write(`many/${at}.txt`, String(at));
      await page.setInputFiles("input[webkitdirectory]", `${own.path}/many`);
      await page.getByText("300 of 300 received").first().waitFor({ timeout: 60_000 });
      assertEquals(await page.locator(".transfers li").count(), 200);
      assertEquals([...Deno.readDirSync(`${temp.path}/many`)].length, 300);
      assertEquals(Deno.readTextFileSync(`${temp.path}/many/299.txt`), "299");
    },
  );

  await t.step("an upload outlives its line and its server", async () => {
    using temp = new TempFolder();
    const content = noise(2_000_000);
    const context = await chromium.browser.newContext(PHONE);
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    const sent: number[] = [];
    page.on("request", (request) => {
      if (request.method() === "PATCH") sent.push(Number(request.headers()["upload-offset"]));
    });
    const waits = page.getByText("film.bin: waiting for the connection").first();
    // How far it gets is up to a line of ours: what the browser holds back it lets go all at once when its line is changed.
    await using first = await serveFolder(temp.path, "--upload");
    await using between = new BreakableLine(await webPort(first));
    await page.goto(`http://127.0.0.1:${between.port}/`);
    const begun = between.freezeAfter(400_000);
    await slow(line, 400_000);
    await choose(page, file("film.bin", content));
    await page.getByText(/film.bin: ([1-9]\d?|100) %/).first().waitFor();
    await begun;
    await slow(line, 400_000, true);
    await waits.waitFor();
    between.cut();
    between.mend();
    const more = between.freezeAfter(300_000);
    await slow(line, 400_000);
    await page.getByText(/film.bin: ([3-9]\d|100) %/).first().waitFor();
    await more;
    await first.stop("SIGKILL");
    between.cut();
    await waits.waitFor();
    await fast(line);
    await using again = await serveFolder(temp.path, "--upload");
    between.lead(await webPort(again));
    between.mend();
    await page.locator("#files").getByText("film.bin").waitFor();
    assertEquals(Deno.readFileSync(`${temp.path}/film.bin`), content);
    assertEquals(sent, sent.toSorted((one, other) => one - other));
    assert(sent.some((at) => at > 300_000 && at < 500_000) && sent.at(-1)! > 500_000, `sent from ${sent}`);
    await context.close();
  });
});

async function webPort(server: Server): Promise<number> {
  return Number(new URL(await webAddress(server)).port);
}

interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

function file(name: string, content: string | Uint8Array): Chosen {
  return {
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(content as string),
  };
}

async function choose(page: Page, ...files: Chosen[]): Promise<void> {
  await page.setInputFiles("#files-to-send", files);
}

/** @param rate bytes a second */
async function slow(line: CDPSession, rate: number, offline = false): Promise<void> {
  await line.send("Network.emulateNetworkConditions", {
    offline,
    latency: 5,
    downloadThroughput: -1,
    uploadThroughput: rate,
  });
}

async function fast(line: CDPSession): Promise<void> {
  await slow(line, -1);
}

/** Drops files and folders of this machine, as a person does. */
async function drop(line: CDPSession, files: string[]): Promise<void> {
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await line.send("Input.dispatchDragEvent", {
      type,
      x: 100,
      y: 100,
      data: { items: [], files, dragOperationsMask: 1 },
    });
  }
}
