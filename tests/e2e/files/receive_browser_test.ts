import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

/** Two photos that a phone calls the same. */
const PHOTO = { name: "image.jpg", mimeType: "image/jpeg" };

peerTest("files receive takes all photos that somebody chooses on a phone, and ends behind its back", [
  "chromium",
], async () => {
  await using chromium = await TestBrowser.start();
  for (const javaScriptEnabled of [true, false]) {
    using temp = new TempFolder();
    await using server = await Server.start([
      ...["files", "receive", "-d", temp.path, "--host", "127.0.0.1", "--port", "0"],
    ]);
    const context = await chromium.browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: "fr-FR",
      javaScriptEnabled,
    });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
    await page.goto(`${await webAddress(server)}/`);
    await page.locator("input[type=file]").first().setInputFiles([
      { ...PHOTO, buffer: Buffer.from("one") },
      { ...PHOTO, buffer: Buffer.from("two!") },
    ]);
    if (!javaScriptEnabled) {
      await page.getByRole("button", { name: "Envoyer", exact: true }).click();
      await page.getByText("Reçus").waitFor();
    }
    assertEquals(await server.child.status.then(({ code }) => code), 0);
    assertEquals(temp.names(), ["image (1).jpg", "image.jpg"]);
    const sizes = temp.names().map((name) => Deno.statSync(`${temp.path}/${name}`).size);
    assertEquals(sizes.sort(), [3, 4]);
    assertEquals(troubles, []);
    await context.close();
  }
});
