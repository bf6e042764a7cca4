import { assertEquals } from "@std/assert";
import type { Page } from "npm:playwright-core@1.65.1";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

/** What a page can do to the server that its own name leads to by now. */
async function attack(page: Page, port: string): Promise<Record<string, unknown>> {
  // Whatever it gets as a page, its origin is that name.
  await page.goto(`http://evil.example:${port}/`);
  return await page.evaluate(async () => {
    const read = await (await fetch("/a.txt")).text();
    const put = (await fetch("/put.txt", { method: "PUT", body: "x" })).status;
    const form = new FormData();
    form.append("f", new Blob(["x"]), "form.txt");
    const post = (await fetch("/", { method: "POST", body: form })).status;
    const socket = new WebSocket(`ws://${location.host}/room`);
    const spoke = await new Promise<boolean>((resolve) => {
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    });
    return { read: read.includes("secret"), put, post, spoke };
  });
}

peerTest(
  "a page whose name has come to lead here neither reads, nor sends files, nor speaks",
  ["chromium"],
  async () => {
    using temp = new TempFolder();
    temp.write("a.txt", "secret");
    await using chromium = await TestBrowser.start("--host-resolver-rules=MAP evil.example 127.0.0.1");
    const page = await chromium.browser.newPage();
    const folder = [
      "files",
      "serve",
      "0",
      "--dir",
      temp.path,
      "--host",
      "127.0.0.1",
      "--http-port",
      "0",
      "--upload",
    ];
    const room = ["chat", "serve", "0", "--web", "0", "--host", "127.0.0.1"];
    const against = async (args: string[], more: string[]) => {
      await using server = await Server.start([...args, ...more]);
      if (args === folder) return await attack(page, new URL(await webAddress(server)).port);
      const open = await server.line((line) => line.includes("in a browser"));
      return await attack(page, new URL(/http:\S+/.exec(open)![0]).port);
    };
    const nothing = { read: false, put: 421, post: 421, spoke: false };
    assertEquals(await against(folder, []), nothing);
    assertEquals(await against(room, []), nothing);
    assertEquals([...Deno.readDirSync(temp.path)].map(({ name }) => name), ["a.txt"]);
    // A server that answers to the name is one that all of this works on.
    const given = ["--allow-host", "evil.example"];
    assertEquals(await against(folder, given), { read: true, put: 201, post: 201, spoke: false });
    assertEquals(await against(room, given), { read: false, put: 404, post: 405, spoke: true });
  },
);
