import { assert, assertMatch } from "@std/assert";
import { runServer } from "../../../mod/server/open_server.ts";
import { CHAT_DEFAULTS } from "../../../mod/services/chat/chat_options.ts";
import { Hub } from "../../../mod/services/chat/room/hub.ts";
import { MemoryLog } from "../../../mod/services/chat/log/memory_log.ts";
import type { ChatSessionOptions } from "../../../mod/services/chat/chat_session.ts";
import { chatContext, chatIn, handlerFor } from "../../../mod/services/chat/service.ts";

/** A room on a port of its own, for as long as the signal lets it. */
async function roomOn(signal: AbortSignal, options: ChatSessionOptions, password?: string) {
  const hub = new Hub({ log: new MemoryLog(), server: "here", expect: 0, kept: 10 });
  await hub.open();
  const chat = chatContext(hub, CHAT_DEFAULTS, password);
  const listening = Promise.withResolvers<number>();
  const service = { ...chatIn(chat), create: () => handlerFor(chat, options) };
  const serving = runServer(service, CHAT_DEFAULTS, {
    port: 0,
    hostname: "127.0.0.1",
    signal,
    grace: 0,
    onListen: ({ port }) => listening.resolve(port),
  });
  return { port: await listening.promise, hub, serving };
}

Deno.test("chatSession() sends away who gives no password in time, and who then gives no name", async () => {
  const stop = new AbortController();
  const limits = { passwordTimeout: 300, nameTimeout: 500 };
  const { port, hub, serving } = await roomOn(stop.signal, limits, "sesame");
  const heard = async (...said: string[]) => {
    using conn = await Deno.connect({ hostname: "127.0.0.1", port });
    await conn.write(new TextEncoder().encode(said.map((line) => `${line}\n`).join("")));
    return await new Response(conn.readable).text();
  };
  const [silent, nameless, chatty] = await Promise.all([heard(), heard("sesame"), heard("/help", "/who")]);
  assertMatch(silent, /\n\* No password in 0\.3 s: good bye\n$/);
  assertMatch(nameless, /\n\* No name in 0\.5 s: good bye\n$/);
  assertMatch(chatty, /\n\* No password in 0\.3 s: good bye\n$/);
  stop.abort();
  await serving;
  await hub[Symbol.asyncDispose]();
});

Deno.test("chatSession() sends away who gives no name in time, and nobody else", async () => {
  await using hub = new Hub({ log: new MemoryLog(), server: "here", expect: 0, kept: 10 });
  await hub.open();
  const chat = chatContext(hub, CHAT_DEFAULTS);
  const listening = Promise.withResolvers<number>();
  const stop = new AbortController();
  const service = { ...chatIn(chat), create: () => handlerFor(chat, { nameTimeout: 300 }) };
  const serving = runServer(service, CHAT_DEFAULTS, {
    port: 0,
    hostname: "127.0.0.1",
    signal: stop.signal,
    grace: 0,
    onListen: ({ port }) => listening.resolve(port),
  });
  const port = await listening.promise;
  using named = await Deno.connect({ hostname: "127.0.0.1", port });
  await named.write(new TextEncoder().encode("Roger\n"));
  using nameless = await Deno.connect({ hostname: "127.0.0.1", port });
  await nameless.write(new TextEncoder().encode("/help\n"));
  assertMatch(await new Response(nameless.readable).text(), /\n\* No name in 0\.3 s: good bye\n$/);
  await named.write(new TextEncoder().encode("/all still here\n"));
  const buffer = new Uint8Array(4096);
  let heard = "";
  while (!heard.includes("[Roger] still here")) {
    const count = await named.read(buffer);
    assert(count !== null, "it was sent away as well");
    heard += new TextDecoder().decode(buffer.subarray(0, count));
  }
  stop.abort();
  await serving;
});
