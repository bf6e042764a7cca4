import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { withBasicAuth } from "../../../mod/http/middleware/basic_auth.ts";
import { parseRate, parseSize } from "../../../mod/http/middleware/parse_rate.ts";
import { RateLimiter } from "../../../mod/io/rate_limiter.ts";
import { reachableUrls } from "../../../mod/http/server/reachable_urls.ts";
import { transferLines } from "../../../mod/http/middleware/transfer_lines.ts";
import { fingerprint, selfSigned } from "../../../mod/net/tls/certificate.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import type { Content } from "../../../mod/http/files/content.ts";
import { Transfers } from "../../../mod/http/middleware/transfers.ts";
import { withRateLimit } from "../../../mod/http/middleware/rate_limit.ts";
import { rateLimits } from "../../../mod/io/rate_limits.ts";
import { shareHandler } from "../../../mod/http/files/share/share_handler.ts";
import { type HttpRequest, type Sink, textReply } from "../../../mod/http/wire/message.ts";

function request(method: string, credentials?: string): HttpRequest {
  const fields = new Map(credentials === undefined ? [] : [["authorization", `Basic ${btoa(credentials)}`]]);
  const body = { length: 0, read: () => Promise.resolve(null) };
  const remote = { transport: "tcp", hostname: "127.0.0.1", port: 1 } as const;
  return {
    method,
    path: "/",
    authority: "localhost",
    query: new URLSearchParams(),
    search: "",
    fields,
    body,
    remote,
    signal: () => new AbortController().signal,
  };
}

Deno.test("withBasicAuth() gives reading and uploading to whom they belong", async () => {
  const rights: [read: string | undefined, upload: string | undefined, allowed: string[]][] = [
    [undefined, undefined, ["GET -", "PUT -", "GET r:1", "PUT r:1", "GET w:2", "PUT w:2"]],
    ["r:1", undefined, ["GET r:1", "PUT r:1"]],
    [undefined, "w:2", ["GET -", "GET r:1", "GET w:2", "PUT w:2"]],
    ["r:1", "w:2", ["GET r:1", "GET w:2", "PUT w:2"]],
  ];
  for (const [read, upload, allowed] of rights) {
    const handler = withBasicAuth(
      () => Promise.resolve(textReply(200, "")),
      { read, upload },
      ({ method }) => method === "PUT",
    );
    for (const each of ["GET -", "PUT -", "GET r:1", "PUT r:1", "GET w:2", "PUT w:2", "GET r:11", "GET :"]) {
      const [method, who] = each.split(" ");
      const open = await handler(request(method!, who === "-" ? undefined : who)).then(
        () => true,
        () => false,
      );
      if (each.length < 8 && each !== "GET :") {
        assertEquals(open, allowed.includes(each), `${read} ${upload} ${each}`);
      } else if (read !== undefined) assertEquals(open, false);
    }
  }
});

Deno.test("withBasicAuth() asks for a password in words that a browser understands", async () => {
  const handler = withBasicAuth(() => Promise.resolve(textReply(200, "")), { read: "a:b" }, () => false);
  const error = await assertRejects(() => handler(request("GET", "a:c")), HttpError);
  assertEquals([error.status, error.headers[0]![0]], [401, "www-authenticate"]);
});

Deno.test("a body can tell a slow client from a fast one through every layer, and what it took is counted once", async () => {
  const taken: string[] = [];
  const sink: Sink = {
    write: (bytes) => Promise.resolve(void taken.push(`all ${bytes.length}`)),
    writeSome: (bytes) => {
      taken.push(`some ${bytes.length}`);
      return Promise.resolve(10);
    },
  };
  let moved: number | undefined;
  const transfers = new Transfers();
  const content: Content = {
    name: "a",
    type: "text/plain",
    size: 50,
    modified: 0,
    close: () => {},
    send: async (_range, sink) => {
      await sink.write(new Uint8Array(20));
      assertEquals(await sink.writeSome?.(new Uint8Array(30)), 10);
      moved = transfers.active[0]?.moved;
    },
  };
  const secret = "secret";
  const shared = shareHandler({ secret, name: "a", count: 1, open: () => content, onDownload: () => {} });
  const handler = transfers.watching(withRateLimit(shared, rateLimits({ client: 1e9 })));
  const reply = await handler({ ...request("GET"), path: `/${secret}` });
  await reply.body!.send(sink);
  reply.body!.close!();
  assertEquals([taken, moved, transfers.active.length], [["all 20", "some 30"], 30, 0]);
});

Deno.test("RateLimiter lets a rate through, whoever takes how much", () => {
  let now = 0;
  const limiter = new RateLimiter(1000, () => now);
  for (let taken = 0; taken < 10_000; taken += 100) now += limiter.take(100);
  assertEquals(Math.round(now / 100), 98);
  now += 60_000;
  assertEquals(limiter.take(100), 0);
});

Deno.test("parseRate() and parseSize() read what people write", () => {
  assertEquals(["2MB/s", "500k", "1.5 GiB", "4096", "10mbps"].map(parseRate), [
    2e6,
    5e5,
    1.5 * 2 ** 30,
    4096,
    1e7,
  ]);
  for (const text of ["", "0", "-1", "fast", "1e9", "MB"]) {
    assertThrows(() => parseSize(text), Error, "needs a size");
  }
});

Deno.test("reachableUrls() puts first what a phone on the same network can use", () => {
  const interfaces = [
    { family: "IPv4", address: "127.0.0.1" },
    { family: "IPv6", address: "fe80::1" },
    { family: "IPv4", address: "172.17.0.1" },
    { family: "IPv4", address: "192.168.1.20" },
    { family: "IPv6", address: "2001:db8::1" },
  ] as const;
  const all = [
    "http://192.168.1.20:80",
    "http://172.17.0.1:80",
    "http://[2001:db8::1]:80",
    "http://127.0.0.1:80",
  ];
  const ipv4 = all.filter((url) => !url.includes("["));
  const ipv6 = all.filter((url) => url.includes("["));
  for (
    const [hostnames, dualStack, expected] of [
      [["::"], true, all],
      [["::"], false, ipv6],
      [["0.0.0.0"], true, ipv4],
      [["0.0.0.0"], false, ipv4],
      [["::", "0.0.0.0"], false, all],
      [["::", "0.0.0.0"], true, all],
      [["::1"], true, ["http://[::1]:80"]],
      [["127.0.0.1", "::1"], false, ["http://127.0.0.1:80", "http://[::1]:80"]],
    ] as const
  ) {
    const addresses = hostnames.map((hostname) => ({ hostname, port: 80 }));
    const urls = reachableUrls({ scheme: "http", addresses, dualStack, interfaces });
    assertEquals(urls, [...expected], `${hostnames} ${dualStack}`);
  }
});

Deno.test("transferLines() shows what is under way, no wider than the terminal", () => {
  const transfer = (name: string, moved: number) =>
    ({ client: "10.0.0.7", name, direction: "out", moved, size: 1000, started: 0 }) as const;
  const lines = transferLines(
    [transfer("/a%20b", 500), transfer("/\x1b[2J", 1), transfer("/c", 9)],
    1000,
    { width: 60, maxLines: 2 },
  );
  assertEquals(lines.length, 2);
  assertEquals(lines[0], "  ↓ ████████░░░░░░░░  50 % 500 B/s, 1 s left  10.0.0.7  /a ");
  assertEquals(lines[1], "  and 2 more");
  assertEquals(transferLines([transfer("/new", 0)], 100, { width: 60, maxLines: 2 }), []);
});

Deno.test("selfSigned() makes a certificate that a server can use, with its fingerprint", async () => {
  const { cert, key } = await selfSigned(["localhost", "127.0.0.1"], Date.now());
  using server = Deno.listenTls({ port: 0, hostname: "127.0.0.1", cert, key });
  const accepting = server.accept().then(async (conn) => {
    await conn.write(new Uint8Array(1));
    conn.close();
  });
  using client = await Deno.connectTls({
    hostname: "127.0.0.1",
    port: (server.addr as Deno.NetAddr).port,
    caCerts: [cert],
  });
  assertEquals(await client.read(new Uint8Array(1)), 1);
  await accepting;
  assertEquals(fingerprint(cert).length, 95);
});
