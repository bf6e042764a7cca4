// deno-lint-ignore-file no-control-regex -- protocols of bytes
/** What clients ask a proxy for, in every protocol, whole and byte by byte, and all that is no such request. */
import { assertEquals, assertRejects } from "@std/assert";
import { HandshakeError, HandshakeReader } from "../../../../mod/net/connection/handshake_reader.ts";
import { readHttpRequest } from "../../../../mod/relay/addresses/proxy_server/http_server.ts";
import type { Logins } from "../../../../mod/relay/addresses/proxy_server/logins.ts";
import {
  type ProxyClient,
  ProxyRequestError,
} from "../../../../mod/relay/addresses/proxy_server/proxy_request.ts";
import { readSocksRequest } from "../../../../mod/relay/addresses/proxy_server/socks_server.ts";
import { latin1Text } from "../../../_kit/latin1.ts";
import { FakeConnection } from "../../../_kit/net/fake_connection.ts";

const joe: Logins = (user, password) => user === "joe" && password === "se:cret";
const BASIC = `Basic ${btoa("joe:se:cret")}`;

type Kind = "http" | "socks";

/** A connection that keeps what is written to it as it is. */
class Peer extends FakeConnection {
  heard = "";

  override write(bytes: Uint8Array): Promise<void> {
    this.heard += latin1Text(bytes);
    return Promise.resolve();
  }
}

async function ask(peer: Peer, kind: Kind, logins?: Logins): Promise<ProxyClient> {
  const reader = new HandshakeReader(peer);
  if (kind === "http") return await readHttpRequest(peer, reader, logins);
  const request = await readSocksRequest(peer, reader, logins);
  return { connection: reader.rest(), request };
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

async function rest({ connection }: ProxyClient): Promise<string> {
  const buffer = new Uint8Array(100);
  let text = "";
  for (let count; (count = await connection.read(buffer)) !== null;) {
    text += latin1Text(buffer.subarray(0, count));
  }
  return text;
}

const V6 = "\x20\x01\x0d\xb8" + "\0".repeat(11) + "\x07";

/** Kind, login, what the client says, its target, what it hears before and after it gets its connection. */
const GOOD: readonly [
  kind: Kind,
  login: boolean,
  said: string,
  target: string,
  before: string,
  after: string,
][] = [
  ["socks", false, "\x04\x01\x01\xbb\xc0\0\x02\x07me\0", "192.0.2.7 443", "", "\0\x5a\0\0\0\0\0\0"],
  ["socks", false, "\x04\x01\0\x50\0\0\0\x01\0example.org\0", "example.org 80", "", "\0\x5a\0\0\0\0\0\0"],
  [
    "socks",
    false,
    "\x05\x01\0\x05\x01\0\x01\xc0\0\x02\x07\x01\xbb",
    "192.0.2.7 443",
    "\x05\0",
    "\x05\0\0\x01\x7f\0\0\x01\0\x01",
  ],
  [
    "socks",
    false,
    "\x05\x02\x02\0\x05\x01\0\x03\x0bexample.org\0\x50",
    "example.org 80",
    "\x05\0",
    "\x05\0\0\x01\x7f\0\0\x01\0\x01",
  ],
  [
    "socks",
    true,
    `\x05\x02\0\x02\x01\x03joe\x07se:cret\x05\x01\0\x04${V6}\0\x50`,
    "2001:db8::7 80",
    "\x05\x02\x01\0",
    "\x05\0\0\x01\x7f\0\0\x01\0\x01",
  ],
  [
    "http",
    false,
    "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\nUser-Agent: x\r\n\r\n",
    "example.org 443",
    "",
    "HTTP/1.1 200 Connection established\r\n\r\n",
  ],
  [
    "http",
    true,
    `CONNECT [2001:db8::7]:22 HTTP/1.0\r\nproxy-authorization: ${BASIC}\r\n\r\n`,
    "2001:db8::7 22",
    "",
    "HTTP/1.0 200 Connection established\r\n\r\n",
  ],
];

for (const [kind, login, said, target, before, after] of GOOD) {
  Deno.test(`${kind}${login ? " with a login" : ""} to ${target}: whole, byte by byte, and nothing behind it is lost`, async () => {
    const wire = bytes(`${said}and more`);
    for (const pieces of [[wire], [...wire].map((byte) => Uint8Array.of(byte))]) {
      const peer = new Peer(pieces);
      const client = await ask(peer, kind, login ? joe : undefined);
      const { hostname, port } = client.request.target;
      assertEquals([`${hostname} ${port}`, peer.heard], [target, before]);
      peer.heard = "";
      await client.request.granted({ transport: "tcp", hostname: "127.0.0.1", port: 1 });
      assertEquals([peer.heard, await rest(client)], [after, "and more"]);
    }
    for (let length = 0; length < said.length; length++) {
      const cut = new Peer([wire.subarray(0, length)]);
      const error = await assertRejects(() => ask(cut, kind, login ? joe : undefined), HandshakeError);
      assertEquals(error.code, "closed", `${length}`);
    }
  });
}

const LONG = "x".repeat(64 * 1024);

/** What is refused, and the first bytes of what the client hears at last. */
const BAD: readonly [what: string, kind: Kind, login: boolean, said: string, heard: RegExp][] = [
  ["HTTP on a SOCKS port", "socks", false, "GET / HTTP/1.1\r\n\r\n", /^$/],
  ["TLS on a SOCKS port", "socks", false, "\x16\x03\x01", /^$/],
  ["BIND of SOCKS4", "socks", false, "\x04\x02\0\x50\x7f\0\0\x01\0", /^\0\x5b/],
  ["SOCKS4 without a password", "socks", true, "\x04\x01\0\x50\x7f\0\0\x01joe\0", /^\0\x5b/],
  ["port 0", "socks", false, "\x04\x01\0\0\x7f\0\0\x01\0", /^\0\x5b/],
  ["a user of 64 KiB", "socks", false, `\x04\x01\0\x50\x7f\0\0\x01${LONG}`, /^\0\x5b/],
  ["a name of 64 KiB", "socks", false, `\x04\x01\0\x50\0\0\0\x01\0${LONG}`, /^\0\x5b/],
  ["BIND of SOCKS5", "socks", false, "\x05\x01\0\x05\x02\0\x01\x7f\0\0\x01\0\x50", /^\x05\0\x05\x07/],
  ["UDP ASSOCIATE", "socks", false, "\x05\x01\0\x05\x03\0\x01\x7f\0\0\x01\0\x50", /^\x05\0\x05\x07/],
  ["an unknown address type", "socks", false, "\x05\x01\0\x05\x01\0\x02\x7f", /^\x05\0\x05\x08/],
  ["an empty name", "socks", false, "\x05\x01\0\x05\x01\0\x03\0\0\x50", /^\x05\0\x05\x01/],
  ["a name with a zero byte", "socks", false, "\x05\x01\0\x05\x01\0\x03\x03a\0b\0\x50", /^\x05\0\x05\x01/],
  ["another version in the request", "socks", false, "\x05\x01\0\x04\x01\0\x01", /^\x05\0$/],
  ["no login where one is needed", "socks", true, "\x05\x01\0", /^\x05\xff$/],
  ["a login where none is known", "socks", false, "\x05\x01\x02", /^\x05\xff$/],
  ["no method at all", "socks", false, "\x05\0", /^\x05\xff$/],
  ["a wrong password", "socks", true, "\x05\x01\x02\x01\x03joe\x06secret", /^\x05\x02\x01\x01$/],
  ["an empty password", "socks", true, "\x05\x01\x02\x01\x03joe\0", /^\x05\x02\x01\x01$/],
  ["a login of another version", "socks", true, "\x05\x01\x02\x05", /^\x05\x02$/],
  ["SOCKS on an HTTP port", "http", false, "\x05\x01\0\n\n", /^HTTP\/1\.1 400 /],
  ["a request of HTTP/2", "http", false, "PRI * HTTP/2.0\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["a CONNECT without a port", "http", false, "CONNECT example.org HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["a CONNECT to port 0", "http", false, "CONNECT example.org:0 HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["a CONNECT to a bad IPv6 address", "http", false, "CONNECT [::g]:80 HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["a folded line", "http", false, "CONNECT a:1 HTTP/1.1\r\nA: b\r\n c\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["a path without a host", "http", false, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["an https address", "http", false, "GET https://a/ HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 /],
  ["a user in an address", "http", false, "GET http://u@a/ HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 /],
  [
    "a chunked body",
    "http",
    false,
    "POST http://a/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
    /^HTTP\/1\.1 411 /,
  ],
  [
    "two lengths",
    "http",
    false,
    "POST http://a/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    /^HTTP\/1\.1 400 /,
  ],
  ["a head of 64 KiB", "http", false, `CONNECT a:1 HTTP/1.1\r\nA: ${LONG}\r\n\r\n`, /^HTTP\/1\.1 431 /],
  ["many lines", "http", false, `CONNECT a:1 HTTP/1.1\r\n${"A: b\r\n".repeat(5000)}\r\n`, /^HTTP\/1\.1 431 /],
  [
    "no login",
    "http",
    true,
    "CONNECT a:1 HTTP/1.1\r\n\r\n",
    /^HTTP\/1\.1 407 .*\r\nProxy-Authenticate: Basic realm=/,
  ],
  [
    "a wrong login",
    "http",
    true,
    `CONNECT a:1 HTTP/1.1\r\nProxy-Authorization: Basic ${btoa("joe:x")}\r\n\r\n`,
    /^HTTP\/1\.1 407 /,
  ],
  [
    "a login of another kind",
    "http",
    true,
    "CONNECT a:1 HTTP/1.1\r\nProxy-Authorization: Digest x\r\n\r\n",
    /^HTTP\/1\.1 407 /,
  ],
  [
    "two logins",
    "http",
    true,
    `CONNECT a:1 HTTP/1.1\r\nProxy-Authorization: ${BASIC}\r\nProxy-Authorization: ${BASIC}\r\n\r\n`,
    /^HTTP\/1\.1 407 /,
  ],
];

for (const [what, kind, login, said, heard] of BAD) {
  Deno.test(`${what} is refused in the words of the protocol`, async () => {
    const peer = new Peer([bytes(said)]);
    await assertRejects(() => ask(peer, kind, login ? joe : undefined), ProxyRequestError);
    assertEquals(heard.test(peer.heard), true, JSON.stringify(peer.heard.slice(0, 200)));
  });
}

Deno.test("a target that cannot be had has a code of its own in each protocol", async () => {
  const cases: [kind: Kind, said: string, why: "not_allowed" | "refused" | "timed_out", heard: RegExp][] = [
    ["socks", "\x04\x01\0\x50\x7f\0\0\x01\0", "refused", /^\0\x5b\0{6}$/],
    ["socks", "\x05\x01\0\x05\x01\0\x01\x7f\0\0\x01\0\x50", "not_allowed", /^\x05\0\x05\x02/],
    ["socks", "\x05\x01\0\x05\x01\0\x01\x7f\0\0\x01\0\x50", "refused", /^\x05\0\x05\x05/],
    ["http", "CONNECT a:1 HTTP/1.1\r\n\r\n", "not_allowed", /^HTTP\/1\.1 403 /],
    ["http", "CONNECT a:1 HTTP/1.1\r\n\r\n", "refused", /^HTTP\/1\.1 502 [^]*refused\n$/],
    ["http", "GET http://a/ HTTP/1.1\r\n\r\n", "timed_out", /^HTTP\/1\.1 504 /],
  ];
  for (const [kind, said, why, heard] of cases) {
    const peer = new Peer([bytes(said)]);
    await (await ask(peer, kind)).request.refused(why);
    assertEquals(heard.test(peer.heard), true, JSON.stringify(peer.heard));
  }
});

Deno.test("a request for an http address goes on without what concerned the proxy, and with its body alone", async () => {
  const said = [
    "POST http://Example.org:8080/a?b#c HTTP/1.1",
    "Host: other",
    "Proxy-Connection: keep-alive",
    `Proxy-Authorization: ${BASIC}`,
    "Connection: X-Hop, keep-alive",
    "X-Hop: 1",
    "X-Kept: é",
    "Content-Length: 4",
    "",
    "bodyGET http://elsewhere/ HTTP/1.1\r\n\r\n",
  ].join("\r\n");
  for (const split of [false, true]) {
    const peer = new Peer(split ? [...bytes(said)].map((byte) => Uint8Array.of(byte)) : [bytes(said)]);
    const client = await ask(peer, "http", joe);
    assertEquals(client.request.target, { hostname: "Example.org", port: 8080 });
    await client.request.granted(peer.local);
    assertEquals(peer.heard, "");
    const text = await rest(client);
    assertEquals(
      text.replace(/X-Kept: .*\r\n/, ""),
      [
        "POST /a?b HTTP/1.1",
        "Host: Example.org:8080",
        "Content-Length: 4",
        "Connection: close",
        "",
        "body",
      ].join("\r\n"),
    );
  }
});
