import { assert, assertEquals, assertMatch } from "@std/assert";
import { RelayHere } from "../../../_kit/program/relay_here.ts";
import {
  BINARY,
  clientFrame,
  CLOSE,
  closing,
  RawWebSocket,
  TEXT,
} from "../../../_kit/web/websocket_frames.ts";

const SWITCH = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade";

/** A server of one raw answer, and what a relay to it says. */
async function relayTo(
  answer: (accept: string, head: string) => string,
  options = "",
  after?: (socket: RawWebSocket) => Promise<void>,
): Promise<{ head: string; troubles: string[]; lines: string[]; status: number }> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const relay = RelayHere.run("PIPE", `WS:127.0.0.1:${listener.addr.port}${options}`);
  let head = "";
  using socket = await RawWebSocket.accept(listener, (accept, asked) => answer(accept, head = asked));
  await after?.(socket);
  const status = await relay.status;
  return { head, troubles: relay.troubles, lines: relay.lines, status };
}

Deno.test("relay WS names what is wrong with a server's answer", async () => {
  const cases: [answer: (accept: string) => string, said: RegExp, options?: string, hint?: RegExp][] = [
    [() => "SSH-2.0-OpenSSH", /not a WebSocket server, it does not speak HTTP: "SSH-2.0-OpenSSH"/],
    [() => "\x15\x03\x01\x00\x02\x02\x46\r\n", /does not speak HTTP/, "", /it speaks TLS: WSS/],
    [() => "HTTP/1.1 200 OK", /refuses: "HTTP\/1.1 200 OK"/, "", /no WebSocket at this path/],
    [() => "HTTP/1.1 401 Unauthorized", /refuses: "HTTP\/1.1 401 Unauthorized"/, "", /basic-auth=/],
    [() => "HTTP/1.1 403 Forbidden", /403 Forbidden/, "", /origin=/],
    [() => "HTTP/1.1 404 Not Found", /404 Not Found/],
    [() => "HTTP/1.1 503 Service Unavailable", /503 Service Unavailable/],
    [() => "HTTP/1.1 302 Found\r\nLocation: ws://other/x", /at "ws:\/\/other\/x" \(a redirection/],
    [() => "HTTP/1.1 308 P\r\nLocation: https://other/", /at "https:\/\/other\/"/, "", /it wants TLS/],
    [() => `${SWITCH}`, /has no Sec-WebSocket-Accept/],
    [() => `${SWITCH}\r\nSec-WebSocket-Accept: AAAA`, /Sec-WebSocket-Accept "AAAA" does not answer our key/],
    [(key) => `HTTP/1.1 101 X\r\nSec-WebSocket-Accept: ${key}`, /does not name the upgrade/],
    [
      (key) => `${SWITCH}\r\nSec-WebSocket-Accept: ${key}\r\nSec-WebSocket-Extensions: permessage-deflate`,
      /extension "permessage-deflate", which was not offered/,
    ],
    [
      (key) => `${SWITCH}\r\nSec-WebSocket-Accept: ${key}\r\nSec-WebSocket-Protocol: soap`,
      /sub-protocol "soap", which was not offered/,
      ",protocol=chat",
    ],
    [
      (key) => `${SWITCH}\r\nSec-WebSocket-Accept: ${key}\r\nSec-WebSocket-Protocol: soap`,
      /sub-protocol "soap", which was not offered/,
    ],
    [() => "HTTP/1.1 101 X\r\nno field", /a line that is no header field: "no field"/],
    [() => `${SWITCH}\r\n${"A: b\r\n".repeat(101)}C: d`, /more than 100 header fields/],
    [() => `HTTP/1.1 200 ${"x".repeat(20_000)}`, /head that is too long, more than 16 KiB/],
  ];
  for (const [answer, said, options, hint] of cases) {
    const { troubles, status } = await relayTo(answer, options, (socket) => socket.conn.closeWrite());
    assertMatch(troubles[0] ?? "nothing", said);
    if (hint !== undefined) assertMatch(troubles[1] ?? "nothing", hint);
    assertEquals([troubles[0]![0], status], ["E", 1], troubles[0]);
  }
});

Deno.test("relay WS: a server that closes or says nothing instead of answering is told", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const closed = RelayHere.run("PIPE", `WS:127.0.0.1:${listener.addr.port}`);
  (await listener.accept()).close();
  assertEquals(await closed.status, 1);
  assertMatch(closed.troubles[0]!, /the server closed the connection in the middle of the handshake|reset/);
  const silent = RelayHere.run("PIPE", `WS:127.0.0.1:${listener.addr.port},connect-timeout=0.05`);
  using _ = await listener.accept();
  assertEquals(await silent.status, 1);
  assertMatch(silent.troubles[0]!, /no answer came in time from the server/);
});

Deno.test("relay WS asks as its parameters and options say", async () => {
  const cases: [rest: string, wanted: RegExp[]][] = [
    ["", [/^GET \/ HTTP\/1\.1\r\n/, /^Host: 127\.0\.0\.1:\d+$/m]],
    [":chat", [/^GET \/chat /]],
    [":/a b/é?x=1:2#y", [/^GET \/a%20b\/%C3%A9\?x=1:2%23y /]],
    [":/a%20b%2f100%", [/^GET \/a%20b%2f100%25 /]],
    [",protocol=a,subprotocol='b, c'", [/^Sec-WebSocket-Protocol: a, b, c$/m]],
    [",header=X-One: 1,header='X-Two: 2, 3'", [/^X-One: 1$/m, /^X-Two: 2, 3$/m]],
    [",header=host: other.example", [/^host: other\.example$/m]],
    [",basic-auth=jo:é:x", [/^Authorization: Basic am86w6k6eA==$/m]],
    [",origin=https://example.org", [/^Origin: https:\/\/example\.org$/m]],
  ];
  for (const [rest, wanted] of cases) {
    const answer = (accept: string, head: string) => {
      const chosen = /-Protocol: a/.test(head) ? "\r\nSec-WebSocket-Protocol: b" : "";
      return `${SWITCH}\r\nSec-WebSocket-Accept: ${accept}${chosen}`;
    };
    const { head, status, troubles } = await relayTo(answer, rest, async (socket) => {
      await socket.send(clientFrame(CLOSE, closing(1000), { masked: false }));
    });
    for (const each of wanted) assertMatch(head, each);
    assertEquals(head.match(/^host:/gim)?.length, 1);
    assertEquals([status, troubles], [0, []], rest);
  }
});

Deno.test("relay ws://…: a URL is an address", async () => {
  const cases: [url: (port: number) => string, wanted: RegExp[]][] = [
    [(port) => `ws://127.0.0.1:${port}`, [/^GET \/ /]],
    [(port) => `ws://127.0.0.1:${port}/x?a=b`, [/^GET \/x\?a=b /]],
    [(port) => `WS://jo:p%40w@localhost:${port}/x:y`, [
      /^GET \/x:y /,
      /Basic am86cEB3$/m,
      /^Host: localhost:\d+$/m,
    ]],
  ];
  for (const [url, wanted] of cases) {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const relay = RelayHere.run("PIPE", url(listener.addr.port));
    let head = "";
    using socket = await RawWebSocket.accept(listener, (accept, asked) => {
      head = asked;
      return `${SWITCH}\r\nSec-WebSocket-Accept: ${accept}`;
    });
    await socket.send(clientFrame(CLOSE, closing(1000), { masked: false }));
    assertEquals([await relay.status, relay.troubles], [0, []]);
    for (const each of wanted) assertMatch(head, each);
  }
});

Deno.test("relay WS refuses options that make no sense before it connects", async () => {
  const cases: [options: string, said: RegExp][] = [
    ["text,binary", /text or binary: give one/],
    ["pong-timeout=1", /pong-timeout= needs ping=/],
    ["ping=0", /more than 0/],
    ["protocol=a b", /"a b": this cannot be the name of a sub-protocol/],
    ["protocol=a,protocol=a", /"a" is there twice/],
    ["header=nothing", /a name, a colon and a value are wanted/],
    ["header='A: b\nC: d'", /control characters/],
    ["header=Upgrade: x", /belongs to the handshake/],
    ["header=Sec-WebSocket-Key: x", /belongs to the handshake/],
    ["header=Origin: x", /origin= says this/],
    ["basic-auth=jo", /name:password is wanted/],
    ["basic-auth-file=/none/such", /basic-auth-file "\/none\/such"/],
  ];
  for (const [options, said] of cases) {
    const relay = RelayHere.run("PIPE", `WS:127.0.0.1:1,${options}`);
    assertEquals(await relay.status, 1, options);
    assertMatch(relay.troubles[0]!, said);
  }
});

Deno.test("relay WS: how the server ends is told in a notice, a warning or an error", async () => {
  const close = (payload?: Uint8Array) => (socket: RawWebSocket) =>
    socket.send(clientFrame(CLOSE, payload, { masked: false }));
  const cut = (bytes: Uint8Array) => async (socket: RawWebSocket) => {
    await socket.send(bytes);
    await socket.conn.closeWrite();
  };
  const text = clientFrame(TEXT, "x", { masked: false });
  const cases: [end: (socket: RawWebSocket) => Promise<void>, status: number, line: RegExp][] = [
    [close(), 0, /^N WebSocket: the peer closed with no code$/],
    [close(closing(1000, "bye")), 0, /^N WebSocket: the peer closed with 1000 \(normal closure\): bye$/],
    [close(closing(1001)), 0, /^N WebSocket: the peer closed with 1001 \(going away\)$/],
    [close(closing(4001, "who?")), 0, /^W WebSocket: the peer closed with 4001: who\?$/],
    [close(closing(1008)), 1, /^E .*the peer closed with 1008 \(policy violation\)$/],
    [close(closing(1011)), 1, /^E .*the peer closed with 1011 \(internal error\)$/],
    [close(closing(1013, "full")), 1, /^E .*the peer closed with 1013 \(try again later\): full$/],
    [close(closing(1014)), 1, /^E .*the peer closed with 1014 \(bad gateway\)$/],
    [cut(text), 0, /^W WebSocket: the peer ended the connection without a Close frame$/],
    [cut(text.subarray(0, 1)), 1, /^E .*the connection ended in the middle of a message$/],
    [cut(clientFrame(TEXT, "x", { masked: false, final: false })), 1, /^E .*in the middle of a message$/],
    [cut(clientFrame(TEXT, "x")), 1, /^E .*a server's frame is masked$/],
    [cut(clientFrame(TEXT, Uint8Array.of(0xff), { masked: false })), 1, /^E .*a text is not UTF-8$/],
  ];
  for (const [end, wanted, line] of cases) {
    const answer = (accept: string) => `${SWITCH}\r\nSec-WebSocket-Accept: ${accept}`;
    const { status, lines } = await relayTo(answer, "", end);
    assert(lines.some((each) => line.test(each)), `${line} is not in\n${lines.join("\n")}`);
    assertEquals(status, wanted, lines.join("\n"));
  }
});

Deno.test("relay WS lets the server answer after the end of the other side, and then closes", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const relay = await RelayHere.listen("-t", "30", "TCP-LISTEN:0", `WS:127.0.0.1:${listener.addr.port}`);
  using client = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
  await client.write(new TextEncoder().encode("question"));
  await client.closeWrite();
  using socket = await RawWebSocket.accept(listener);
  assertEquals((await socket.frame())?.opcode, BINARY);
  await relay.line(/is at EOF$/);
  await socket.send(clientFrame(TEXT, "answer", { masked: false }));
  const buffer = new Uint8Array(100);
  assertEquals(new TextDecoder().decode(buffer.subarray(0, (await client.read(buffer))!)), "answer");
  await socket.send(clientFrame(CLOSE, closing(1000), { masked: false }));
  assertEquals([(await socket.frame())?.opcode, await relay.status], [CLOSE, 0]);
});

Deno.test("relay WS,shut-down closes at once at the end of the other side", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const to = `WS:127.0.0.1:${listener.addr.port},shut-down`;
  const relay = await RelayHere.listen("-t", "30", "TCP-LISTEN:0", to);
  (await Deno.connect({ hostname: "127.0.0.1", port: relay.port })).close();
  using socket = await RawWebSocket.accept(listener);
  assertEquals((await socket.frame())?.opcode, CLOSE);
  await socket.send(clientFrame(CLOSE, closing(1000), { masked: false }));
  assertEquals(await relay.status, 0);
});
