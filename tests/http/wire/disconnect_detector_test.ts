import { assertEquals } from "@std/assert";
import { deadline, delay } from "@std/async";
import {
  type HttpHandler,
  type HttpRequest,
  type ReplyBody,
  textReply,
} from "../../../mod/http/wire/message.ts";
import { SocketConnection } from "../../../mod/net/connection/socket_connection.ts";
import { latin1Bytes } from "../../_kit/latin1.ts";
import { readAll } from "../../_kit/net/read_all.ts";
import { HttpTestServer, statuses } from "../../_kit/web/http_test_server.ts";
import { testOn } from "../../_kit/test_on.ts";

const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

/** Sites that write nothing until their client has gone: before the answer, and inside it. */
function waiting(): { sites: Record<string, HttpHandler>; gone: () => Promise<void> } {
  let { promise, resolve } = Promise.withResolvers<void>();
  const untilGone = (request: HttpRequest) =>
    new Promise<never>((_, reject) => {
      const signal = request.signal();
      signal.addEventListener("abort", () => {
        resolve();
        reject(signal.reason);
      });
    });
  const body = (request: HttpRequest): ReplyBody => ({ length: 10, send: () => untilGone(request) });
  return {
    sites: {
      before: untilGone,
      inside: (request) => Promise.resolve({ status: 200, fields: [], body: body(request) }),
      "inside, after a little": (request) =>
        Promise.resolve({
          status: 200,
          fields: [],
          body: {
            length: 10,
            send: async (sink) => {
              await sink.write(new Uint8Array(1));
              await untilGone(request);
            },
          },
        }),
    },
    gone: async () => {
      await deadline(promise, 20_000);
      ({ promise, resolve } = Promise.withResolvers<void>());
    },
  };
}

Deno.test("a client that closes is noticed while nothing is written to it", async () => {
  const { sites, gone } = waiting();
  for (const [name, site] of Object.entries(sites)) {
    await using server = await HttpTestServer.start(site);
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await conn.write(latin1Bytes(GET));
    if (name.endsWith("little")) await conn.read(new Uint8Array(10));
    await delay(50);
    conn.close();
    // A head that has not been written yet is: it brings the reset.
    await gone();
    assertEquals(server.log, []);
  }
});

testOn(
  ["linux"],
  "the runtime breaks no connection off there",
  "a client that resets is noticed, whatever its version",
  async () => {
    const { sites, gone } = waiting();
    const asked = Promise.withResolvers<void>();
    await using server = await HttpTestServer.start((request) => {
      asked.resolve();
      return sites.before!(request);
    });
    const connection = new SocketConnection(await Deno.connect({ hostname: "127.0.0.1", port: server.port }));
    await connection.write(latin1Bytes("GET / HTTP/1.0\r\n\r\n"));
    await asked.promise;
    connection.reset();
    await gone();
    assertEquals(server.log, []);
  },
);

Deno.test("a client that half-closes is waited for, and gets its answer", async () => {
  const slow: HttpHandler = async (request) => {
    request.signal();
    await delay(1300);
    request.signal().throwIfAborted();
    return textReply(200, "<here>");
  };
  await using server = await HttpTestServer.start(slow);
  for (const [version, interim] of [["1.0", 0], ["1.1", 1]] as const) {
    using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await conn.write(latin1Bytes(GET.replace("1.1", version)));
    await conn.closeWrite();
    const text = await readAll(conn);
    assertEquals(Math.min(1, statuses(text).filter((status) => status === 100).length), interim);
    assertEquals([statuses(text).at(-1), text.endsWith("<here>")], [200, true]);
  }
});

Deno.test("requests that come while a client is watched are answered in their turn", async () => {
  const slow: HttpHandler = async (request) => {
    request.signal();
    await delay(100);
    return textReply(200, `<${request.path}>`);
  };
  await using server = await HttpTestServer.start(slow);
  const more = ["/1", "/2", "/3"].map((path) => GET.replace("/", path));
  const last = GET.replace("/", "/4").replace("Host", "Connection: close\r\nHost");
  assertEquals((await server.exchange(more.join("") + last)).match(/<[^>]*>/g), [
    "</1>",
    "</2>",
    "</3>",
    "</4>",
  ]);
  using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  for (const request of [...more, last]) {
    await conn.write(latin1Bytes(request));
    await delay(30);
  }
  assertEquals((await readAll(conn)).match(/<[^>]*>/g), ["</1>", "</2>", "</3>", "</4>"]);
});
