import { assertEquals } from "@std/assert";
import { bytesContent, LONGEST_TEXT, shortText } from "../../../../mod/http/files/share/shared_text.ts";
import { shareHandler } from "../../../../mod/http/files/share/share_handler.ts";
import { peerTest } from "../../../_kit/peers/peer.ts";
import { TestBrowser } from "../../../_kit/peers/playwright.ts";
import { HttpTestServer } from "../../../_kit/web/http_test_server.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("shortText() is what a page can show as it is", () => {
  for (const text of ["", "a", "été\r\n\t1\n", "\ufeffmark", "👩‍🔬", "x".repeat(LONGEST_TEXT)]) {
    assertEquals(shortText(encode(text)), text);
  }
  for (const text of ["\0", "\x1b[2J", "\u202etxt.exe", "x".repeat(LONGEST_TEXT + 1)]) {
    assertEquals(shortText(encode(text)), undefined);
  }
  assertEquals(shortText(Uint8Array.of(0xe9)), undefined);
});

peerTest("a shared text is copied by its button, with and without a clipboard, and its address followed", [
  "chromium",
], async () => {
  const text = "\nhttps://example.org/?a=1&b=<2>\n";
  const counted: number[] = [];
  await using server = await HttpTestServer.start(shareHandler({
    secret: "secret",
    name: "text.txt",
    count: 2,
    text,
    open: () => bytesContent("text.txt", "text/plain", encode(text), 0),
    onDownload: ({ left }) => counted.push(left),
  }));
  await using chromium = await TestBrowser.start();
  for (const clipboard of [true, false]) {
    const context = await chromium.browser.newContext({ userAgent: `netlab test ${clipboard}` });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    if (!clipboard) {
      await context.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    }
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => /Content Security/.test(message.text()) && troubles.push(message.text()));
    await page.goto(`${server.url}/secret/text.txt`);
    assertEquals(await page.getByLabel("Text").inputValue(), text);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("status").getByText("Copied").waitFor();
    if (clipboard) assertEquals(await page.evaluate("navigator.clipboard.readText()"), text);
    else assertEquals(await page.evaluate("getSelection().toString()"), text);
    assertEquals(await page.getByRole("link").getAttribute("href"), text.trim());
    assertEquals(troubles, []);
    await context.close();
  }
  assertEquals(counted, [1, 0]);
});
