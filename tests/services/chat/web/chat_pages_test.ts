import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { chatPages } from "../../../../mod/services/chat/web/chat_pages.ts";
import { CHAT_SCRIPT } from "../../../../mod/services/chat/web/chat_script.ts";
import { HttpTestServer } from "../../../_kit/web/http_test_server.ts";

Deno.test("chatPages() speaks the browser's language, or else the server's", async () => {
  await using server = await HttpTestServer.start(chatPages(() => Promise.resolve(), "fr"));
  const rows = [["en-GB", "en", "Your name"], ["fr", "fr", "Votre nom"], ["de", "fr", "Votre nom"]] as const;
  for (const [asked, language, label] of rows) {
    const reply = await fetch(server.url, { headers: { "accept-language": asked } });
    const html = await reply.text();
    assertStringIncludes(html, `<html lang="${language}">`);
    assertStringIncludes(html, label);
    assert(!/\{\{|undefined/.test(html), "a text is missing");
    assertEquals(reply.headers.get("vary"), "Accept-Language");
  }
});

Deno.test("chatPages() tells a browser where the page came from to nobody, and to ask again each time", async () => {
  await using server = await HttpTestServer.start(chatPages(() => Promise.resolve()));
  for (const path of ["", "chat.css", "chat.js"]) {
    const { headers, body } = await fetch(new URL(path, server.url));
    await body?.cancel();
    assertEquals(
      [headers.get("referrer-policy"), headers.get("cache-control")],
      ["no-referrer", "no-cache"],
      path,
    );
    assertStringIncludes(headers.get("content-security-policy")!, "frame-ancestors 'none'");
  }
});

Deno.test("chatPages() proves that it speaks WebSocket, with the example of RFC 6455 §1.3", async () => {
  await using server = await HttpTestServer.start(chatPages(() => Promise.resolve()));
  const { hostname, port, host } = new URL(server.url);
  using conn = await Deno.connect({ hostname, port: Number(port) });
  await conn.write(new TextEncoder().encode(
    `GET /room HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  ));
  let head = "";
  for await (const bytes of conn.readable.pipeThrough(new TextDecoderStream())) {
    head += bytes;
    if (head.includes("\r\n\r\n")) break;
  }
  assertStringIncludes(
    head.toLowerCase(),
    "sec-websocket-accept: " + "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".toLowerCase(),
  );
});

Deno.test("the script of a room's page holds every module that is there for it", async () => {
  const folder = new URL("../../../../mod/services/chat/web/assets/", import.meta.url);
  for await (const { name } of Deno.readDir(folder)) {
    const isThere = CHAT_SCRIPT.includes(`modules[${JSON.stringify(name)}] = `);
    assertEquals(isThere, name.endsWith(".js"), name);
  }
});

Deno.test("chatPages() lists the commands of the room in both languages, and none that only its operator has", async () => {
  await using server = await HttpTestServer.start(chatPages(() => Promise.resolve()));
  for (const [language, says] of [["en", "say TEXT to NAME alone"], ["fr", "dire TEXTE à NOM seulement"]]) {
    const html = await (await fetch(server.url, { headers: { "accept-language": language! } })).text();
    for (const command of ["/me", "/msg", "/nick", "/who", "/topic", "/bye"]) {
      assertStringIncludes(html, `data-command="${command}"`);
    }
    assertStringIncludes(html, says!);
    assert(!html.includes("/kick"));
  }
});
