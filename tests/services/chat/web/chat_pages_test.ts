import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { chatPages } from "../../../../mod/services/chat/web/chat_pages.ts";
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
