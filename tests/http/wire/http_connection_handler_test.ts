import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type HttpHandler, type ReplyOutcome, type Sink, textReply } from "../../../mod/http/wire/message.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { delay } from "@std/async";
import { readAll } from "../../_kit/net/read_all.ts";
import { HttpTestServer, statuses } from "../../_kit/web/http_test_server.ts";
import { testOn } from "../../_kit/test_on.ts";

const HOST = "Host: a\r\n";
const LAST = `GET /last HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`;

/** Says what it was asked: method, path, body. */
const mirror: HttpHandler = async (request) => {
  let body = "";
  for (let piece = await request.body.read(); piece !== null; piece = await request.body.read()) {
    body += new TextDecoder().decode(piece);
  }
  return textReply(200, `<${request.method} ${request.path} ${body}>`);
};

/** Answers without looking at the body. */
const deaf: HttpHandler = () => Promise.resolve(textReply(200, "<deaf>"));

Deno.test("httpConnectionHandler() answers pipelined requests in their order", async () => {
  await using server = await HttpTestServer.start(mirror);
  const text = await server.exchange(
    `GET /1 HTTP/1.1\r\n${HOST}\r\nPOST /2 HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc` +
      `PUT /3 HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n3\r\nxyz\r\n0\r\n\r\n${LAST}`,
  );
  assertEquals(text.match(/<[^>]*>/g), ["<GET /1 >", "<POST /2 abc>", "<PUT /3 xyz>", "<GET /last >"]);
});

Deno.test("httpConnectionHandler() understands requests that come a byte at a time", async () => {
  await using server = await HttpTestServer.start(mirror);
  const text = await server.exchangeSlowly(
    `PUT /3 HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n3\r\nxyz\r\n0\r\n\r\n${LAST}`,
  );
  assertEquals(text.match(/<[^>]*>/g), ["<PUT /3 xyz>", "<GET /last >"]);
});

Deno.test("httpConnectionHandler() keeps HTTP/1.0 open only when asked to", async () => {
  await using server = await HttpTestServer.start(mirror);
  assertEquals(statuses(await server.exchange("GET /1 HTTP/1.0\r\n\r\nGET /2 HTTP/1.0\r\n\r\n")), [200]);
  const kept = await server.exchange("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\n\n");
  assertEquals(statuses(kept), [200, 200]);
});

Deno.test("httpConnectionHandler() says 100 Continue when the body is wanted, and only then", async () => {
  const request =
    `PUT / HTTP/1.1\r\n${HOST}Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n`;
  await using eager = await HttpTestServer.start(mirror);
  assertEquals(statuses(await eager.exchange(request + "hi")), [100, 200]);
  await using other = await HttpTestServer.start(deaf);
  const text = await other.exchange(request.replace("Connection: close\r\n", ""));
  assertEquals(statuses(text), [200]);
  assertStringIncludes(text, "connection: close");
});

Deno.test("httpConnectionHandler() reads past a small body that nobody wanted, and closes before a large one", async () => {
  await using server = await HttpTestServer.start(deaf);
  const small = await server.exchange(`PUT / HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc${LAST}`);
  assertEquals(statuses(small), [200, 200]);
  const chunked = `GET / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`;
  assertEquals(statuses(await server.exchange(`${chunked}3\r\nabc\r\n0\r\n\r\n${LAST}`)), [200, 200]);
  const flood = `${chunked}80000\r\n${"x".repeat(0x80000)}\r\n0\r\n\r\n${LAST}`;
  assertEquals(statuses(await server.exchange(flood)), [200]);
  const large = await server.exchange(
    `PUT / HTTP/1.1\r\n${HOST}Content-Length: 9000000\r\n\r\n${"x".repeat(100_000)}`,
  );
  assertEquals(statuses(large), [200]);
  assertStringIncludes(large, "connection: close");
});

const SMUGGLED: [text: string, status: number][] = [
  [`POST / HTTP/1.1\r\n${HOST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
  [`POST / HTTP/1.1\r\n${HOST}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd`, 400],
  [`POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0\nX: y\r\n\r\n`, 400],
  [`POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: identity\r\n\r\n`, 400],
  [`GET / HTTP/1.1\r\n${HOST}Content-Length : 5\r\n\r\n`, 400],
  [`GET example HTTP/1.1\r\n${HOST}\r\n`, 400],
  [`GET http:///a HTTP/1.1\r\n${HOST}\r\n`, 400],
  ["\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", 400],
];

Deno.test("httpConnectionHandler() answers once and closes where two servers could differ", async () => {
  await using server = await HttpTestServer.start(mirror);
  for (const [text, status] of SMUGGLED) {
    assertEquals(statuses(await server.exchange(text + LAST)), [status], text);
  }
});

Deno.test("httpConnectionHandler() refuses a head without end", async () => {
  await using server = await HttpTestServer.start(mirror);
  assertEquals(statuses(await server.exchange(`GET / HTTP/1.1\r\nA: ${"x".repeat(70_000)}`)), [431]);
  for (const length of [20_000, 70_000]) {
    const long = `GET /${"x".repeat(length)} HTTP/1.1\r\n${HOST}\r\n`;
    assertEquals(statuses(await server.exchange(long)), [414]);
  }
});

Deno.test("httpConnectionHandler() gives up a head that does not come, and a client that does not read", async () => {
  const endless: HttpHandler = () =>
    Promise.resolve({
      status: 200,
      fields: [],
      body: {
        length: undefined,
        send: async (sink) => {
          while (true) await sink.write(new Uint8Array(65_536));
        },
      },
    });
  await using server = await HttpTestServer.start(endless, { head: 100, keepAlive: 100, stall: 100 });
  assertEquals(statuses(await server.exchange("GET / HT")), [408]);
  assertEquals(await server.exchange(""), "");
  using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await conn.write(new TextEncoder().encode(`GET / HTTP/1.1\r\n${HOST}\r\n`));
  // Not reading; the server must let go by itself, or disposing of it would take for ever.
});

testOn(
  ["linux"],
  "the runtime breaks no connection off there",
  "httpConnectionHandler() resets the connection when a body is shorter than was said",
  async () => {
    const liar: HttpHandler = () =>
      Promise.resolve({
        status: 200,
        fields: [],
        body: { length: 10, send: (sink) => sink.write(new Uint8Array(3)) },
      });
    await using server = await HttpTestServer.start(liar);
    const text = await server.exchange(`GET / HTTP/1.1\r\n${HOST}\r\n`);
    assert(text.endsWith("<reset>"), text);
  },
);

testOn(
  ["linux"],
  "the runtime breaks no connection off there",
  "httpConnectionHandler() says nothing when a small body has gone before its head",
  async () => {
    const send = () => Promise.resolve();
    const fill = (buffer: Uint8Array) => {
      if (buffer.length !== 10) throw new Error("there is room for something else");
      throw new Error("it became shorter");
    };
    const gone: HttpHandler = () =>
      Promise.resolve({ status: 200, fields: [], body: { length: 10, send, fill } });
    await using server = await HttpTestServer.start(gone);
    assertEquals(await server.exchange(`GET / HTTP/1.1\r\n${HOST}\r\n`), "<reset>");
    assertStringIncludes(server.log.join(), "it became shorter");
  },
);

Deno.test("httpConnectionHandler() sends no body for HEAD, 204 and 304", async () => {
  await using server = await HttpTestServer.start(mirror);
  const text = await server.exchange(`HEAD / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  assertMatch(text, /content-length: 9\r\n\r\n$/);
});

Deno.test("httpConnectionHandler() hides what went wrong inside, and lives on", async () => {
  await using server = await HttpTestServer.start(() => Promise.reject(new Error("secret")));
  const text = await server.exchange(`GET / HTTP/1.1\r\n${HOST}\r\n${LAST}`);
  assertEquals([statuses(text), text.includes("secret")], [[500, 500], false]);
  assertStringIncludes(server.log.join(), "secret");
});

/** A site whose one reply wants to be confirmed. */
function confirming(size: number): { site: HttpHandler; outcome: Promise<ReplyOutcome> } {
  const { promise, resolve } = Promise.withResolvers<ReplyOutcome>();
  const body = {
    length: size,
    send: (sink: Sink) => sink.write(new Uint8Array(size)),
  };
  return {
    site: () => Promise.resolve({ status: 200, fields: [], body, confirm: true, onEnd: resolve }),
    outcome: promise,
  };
}

Deno.test("httpConnectionHandler() knows a download that was taken", async () => {
  const { site, outcome } = confirming(10_000);
  await using server = await HttpTestServer.start(site);
  await server.exchange(`GET / HTTP/1.1\r\n${HOST}\r\n`);
  assertEquals(await outcome, { complete: true, sent: 10_000 });
});

/**
 * Reads a little and closes with the rest unread, as a program does that is killed: its kernel sends a reset.
 */
const QUITTER = `
import socket, sys
client = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
client.sendall(b"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n")
client.recv(100)
client.close()
`;

peerTest("httpConnectionHandler() knows a download that was sent and not taken", ["python3"], async () => {
  const { site, outcome } = confirming(10_000);
  await using server = await HttpTestServer.start(site);
  assertEquals((await runCommand("python3", ["-c", QUITTER, `${server.port}`])).code, 0);
  assertEquals(await outcome, { complete: false, sent: 10_000 });
});

/** Sends a byte now and then until the server has had enough. @returns what it said */
async function drip(port: number, first: string, pause: number): Promise<string> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(new TextEncoder().encode(first));
  const said = readAll(conn);
  let over = false;
  said.then(() => over = true);
  while (!over) {
    await delay(pause);
    await conn.write(new Uint8Array([120])).catch(() => {});
  }
  return await said;
}

Deno.test("httpConnectionHandler() gives up a body that drips, whether somebody reads it or not", async () => {
  const limits = { stall: 200, linger: 300 };
  await using reading = await HttpTestServer.start(mirror, limits);
  await using deafServer = await HttpTestServer.start(deaf, limits);
  const head = `PUT / HTTP/1.1\r\n${HOST}Content-Length: 1000000\r\n\r\n`;
  assertEquals(statuses(await drip(reading.port, head, 10)), [408]);
  assertEquals(statuses(await drip(deafServer.port, head, 10)), [200]);
  assertEquals(statuses(await drip(deafServer.port, head.replace("1000000", "1000"), 10)), [200]);
  const chunked = head.replace("Content-Length: 1000000", "Transfer-Encoding: chunked") + "fffff\r\n";
  assertEquals(statuses(await drip(reading.port, chunked, 10)), [408]);
});

Deno.test("httpConnectionHandler() leaves a body alone that keeps the least rate", async () => {
  await using server = await HttpTestServer.start(mirror, { stall: 2000, minRate: 1 });
  const text = await server.exchangeSlowly(
    `PUT / HTTP/1.1\r\n${HOST}Content-Length: 300\r\nConnection: close\r\n\r\n${"x".repeat(300)}`,
  );
  assertEquals(statuses(text), [200]);
});

Deno.test("httpConnectionHandler() lets a handler take a connection over, with what came behind the request", async () => {
  const limits = { head: 200, keepAlive: 200, stall: 200 };
  const site: HttpHandler = (request) =>
    Promise.resolve({
      status: request.fields.has("upgrade") ? 101 : 200,
      fields: [["upgrade", "shout"]],
      async upgrade(connection) {
        // Longer than any limit of HTTP: they hold no more.
        await delay(1000);
        const buffer = new Uint8Array(3);
        for (let left = 9; left > 0;) {
          const count = await connection.read(buffer) ?? left;
          left -= count;
          await connection.write(buffer.subarray(0, count).map((byte) => byte - 32));
        }
      },
    });
  await using server = await HttpTestServer.start(site, limits);
  const text = await server.exchange(
    `GET / HTTP/1.1\r\n${HOST}Upgrade: shout\r\nConnection: Upgrade\r\n\r\nabcdefghi`,
  );
  assertMatch(text, /^HTTP\/1\.1 101 Switching Protocols\r\n[^]*\r\nconnection: upgrade\r\n\r\nABCDEFGHI$/);
  assert(!text.includes("content-length"));
});
