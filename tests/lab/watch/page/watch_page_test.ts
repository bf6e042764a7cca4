import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { EventFeed } from "../../../../mod/lab/watch/page/event_feed.ts";
import { watchPage } from "../../../../mod/lab/watch/page/watch_page.ts";
import { WATCH_SCRIPT } from "../../../../mod/lab/watch/page/watch_script.ts";
import { until } from "../../../_kit/until.ts";
import { HttpTestServer } from "../../../_kit/web/http_test_server.ts";

Deno.test("watchPage() speaks the browser's language, or else the program's, and loads nothing from elsewhere", async () => {
  await using server = await HttpTestServer.start(watchPage(new EventFeed(), "fr"));
  for (
    const [asked, language, label] of [["en-GB", "en", "Next wait"], ["fr", "fr", "Attente suivante"], [
      "de",
      "fr",
      "Flux",
    ]]
  ) {
    const reply = await fetch(server.url, { headers: { "accept-language": asked! } });
    const html = await reply.text();
    assertStringIncludes(html, `<html lang="${language}">`);
    assertStringIncludes(html, label!);
    assert(!/\{\{|undefined|https?:/.test(html), "a text is missing, or something comes from elsewhere");
    assertEquals(reply.headers.get("vary"), "Accept-Language");
  }
  for (const path of ["", "watch.css", "watch.js"]) {
    const { headers, body } = await fetch(new URL(path, server.url));
    await body?.cancel();
    const told = ["referrer-policy", "cache-control"].map((name) => headers.get(name));
    assertEquals(told, ["no-referrer", "no-cache"], path);
    assertStringIncludes(headers.get("content-security-policy")!, "default-src 'none'");
  }
});

Deno.test("the script of the page holds every module that is there for it", async () => {
  const folder = new URL("../../../../mod/lab/watch/page/assets/", import.meta.url);
  for await (const { name } of Deno.readDir(folder)) {
    const isThere = WATCH_SCRIPT.includes(`modules[${JSON.stringify(name)}] = `);
    assertEquals(isThere, name.endsWith(".js"), name);
  }
});

Deno.test("watchPage() tells all events so far over a WebSocket, then the others, from any of them on", async () => {
  const feed = new EventFeed();
  feed.add({ type: "head" });
  await using server = await HttpTestServer.start(watchPage(feed));
  const heard = async (from: string) => {
    const socket = new WebSocket(new URL(`events${from}`, server.url.replace("http", "ws")));
    const lines: string[] = [];
    socket.onmessage = ({ data }) => {
      lines.push(...data.split("\n"));
      if (lines.length === 1 && from === "") {
        feed.add({ type: "call" });
        feed.end();
      }
    };
    await new Promise((resolve) => socket.onclose = resolve);
    return lines;
  };
  assertEquals(await heard(""), ['{"type":"head"}', '{"type":"call"}', '{"type":"over"}']);
  assertEquals(await heard("?from=1"), ['{"type":"call"}', '{"type":"over"}']);
});

Deno.test("watchPage() lets two hundred pages look at once, and the next when one has left", async () => {
  const feed = new EventFeed();
  feed.add({ type: "head" });
  await using server = await HttpTestServer.start(watchPage(feed));
  const look = async () => {
    const socket = new WebSocket(new URL("events", server.url.replace("http", "ws")));
    const left = new Promise<false>((resolve) => socket.onclose = () => resolve(false));
    const isIn = await Promise.race([
      left,
      new Promise<true>((resolve) => socket.onmessage = () => resolve(true)),
    ]);
    return { isIn, leave: async () => (socket.close(), await left) };
  };
  const pages = await Promise.all(Array.from({ length: 200 }, look));
  assertEquals(pages.filter(({ isIn }) => !isIn).length, 0);
  const late = await look();
  assertEquals(late.isIn, false);
  await late.leave();
  await pages[0]!.leave();
  await until(async () => {
    const next = await look();
    if (!next.isIn) await next.leave();
    else pages[0] = next;
    return next.isIn;
  });
  feed.end();
  await Promise.all(pages.map(({ leave }) => leave()));
});

Deno.test("watchPage() lets no other site's page look, and nobody change anything", async () => {
  await using server = await HttpTestServer.start(watchPage(new EventFeed()));
  const { hostname, port, host } = new URL(server.url);
  using conn = await Deno.connect({ hostname, port: Number(port) });
  await conn.write(new TextEncoder().encode(
    `GET /events HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n` +
      "Origin: http://elsewhere.example\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  ));
  const buffer = new Uint8Array(100);
  assertStringIncludes(new TextDecoder().decode(buffer.subarray(0, (await conn.read(buffer))!)), "403");
  const reply = await fetch(server.url, { method: "POST", body: "x" });
  await reply.body?.cancel();
  assertEquals([reply.status, reply.headers.get("allow")], [405, "GET, HEAD"]);
});
