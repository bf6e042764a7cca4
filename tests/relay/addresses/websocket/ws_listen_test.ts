import { assertEquals, assertMatch } from "@std/assert";
import { latin1Text } from "../../../_kit/latin1.ts";
import { readAll } from "../../../_kit/net/read_all.ts";
import { POSIX, testOn } from "../../../_kit/test_on.ts";
import { RelayHere } from "../../../_kit/program/relay_here.ts";
import {
  BINARY,
  clientFrame,
  CLOSE,
  closing,
  PING,
  PONG,
  RawWebSocket,
  TEXT,
} from "../../../_kit/web/websocket_frames.ts";

/** Asks with a head, and gives the whole answer back up to the end or the upgrade. */
async function asked(port: number, fields: readonly string[], line = "GET / HTTP/1.1"): Promise<string> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(new TextEncoder().encode(`${[line, ...fields].join("\r\n")}\r\n\r\n`));
  let answer = "";
  const buffer = new Uint8Array(4096);
  while (!/^HTTP\/1.1 101[^]*\r\n\r\n/.test(answer)) {
    const count = await conn.read(buffer);
    if (count === null) break;
    answer += latin1Text(buffer.subarray(0, count));
  }
  return answer;
}

const PROPER = [
  "Host: x",
  "Upgrade: WebSocket",
  "Connection: keep-alive, upgrade",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];
const without = (name: string, ...instead: string[]) => [
  ...PROPER.filter((field) => !field.startsWith(`${name}:`)),
  ...instead,
];

Deno.test("relay WS-LISTEN lets in and refuses as the request and its options say", async () => {
  const basic = (text: string) => `Authorization: Basic ${btoa(text)}`;
  const cases: [options: string, fields: string[], wanted: RegExp, said?: RegExp][] = [
    ["", PROPER, /^HTTP\/1.1 101 .*s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r\n\r\n$/s],
    ["", without("Connection", "Connection: keep-alive", "Connection: Upgrade"), /^HTTP\/1.1 101 /],
    ["", without("Host"), /^HTTP\/1.1 400 .*Host/s, /the field Host is missing/],
    ["", without("Sec-WebSocket-Version", "Sec-WebSocket-Version: 8"), /^HTTP\/1.1 426 .*Version: 13/s],
    ["", without("Upgrade", "Upgrade: h2c"), /^HTTP\/1.1 426 .*Upgrade: websocket/s],
    ["", [...PROPER, PROPER.at(-1)!], /^HTTP\/1.1 400 .*Sec-WebSocket-Key/s],
    ["", [...PROPER, "no field"], /^HTTP\/1.1 400 /, /no header field: "no field"/],
    ["", [...PROPER, "Name : space"], /^HTTP\/1.1 400 /],
    ["", [...PROPER, ...Array(100).fill("A: b")], /^HTTP\/1.1 400 /, /more than 100 header fields/],

    [",origin=https://a.example", [...PROPER, "Origin: https://a.example"], /^HTTP\/1.1 101 /],
    [",origin=https://A.example:443/", [...PROPER, "Origin: https://a.example"], /^HTTP\/1.1 101 /],
    [
      ",origin=http://x,origin=https://a.example",
      [...PROPER, "Origin: https://a.example"],
      /^HTTP\/1.1 101 /,
    ],
    [
      ",origin=https://a.example",
      [...PROPER, "Origin: http://a.example"],
      /^HTTP\/1.1 403 /,
      /page of http:/,
    ],
    [",origin=https://a.example", [...PROPER, "Origin: https://a.example:8443"], /^HTTP\/1.1 403 /],
    [",origin=https://a.example", [...PROPER, "Origin: https://a.example.evil"], /^HTTP\/1.1 403 /],
    [",origin=https://a.example", [...PROPER, "Origin: null"], /^HTTP\/1.1 403 /, /page of null was refused/],
    [",origin=null", [...PROPER, "Origin: null"], /^HTTP\/1.1 101 /],
    [",origin=https://a.example", PROPER, /^HTTP\/1.1 403 /, /client without an origin was refused/],
    [",origin=https://a.example,origin=", PROPER, /^HTTP\/1.1 101 /],

    [",basic-auth=jo:é", [...PROPER, "Authorization: Basic am86w6k="], /^HTTP\/1.1 101 /],
    [",basic-auth=jo:pw", PROPER, /^HTTP\/1.1 401 .*WWW-Authenticate: Basic /s, /without the right name/],
    [",basic-auth=jo:pw", [...PROPER, basic("jo:p")], /^HTTP\/1.1 401 /],
    [",basic-auth=jo:pw", [...PROPER, basic("jo:pwx")], /^HTTP\/1.1 401 /],
    [",basic-auth=jo:pw", [...PROPER, "Authorization: Bearer x"], /^HTTP\/1.1 401 /],

    [
      ",protocol=b,protocol=a",
      [...PROPER, "Sec-WebSocket-Protocol: a, b"],
      /^HTTP\/1.1 101 .*Protocol: b\r/s,
    ],
    [
      ",protocol='a,b'",
      [...PROPER, "Sec-WebSocket-Protocol: x", "Sec-WebSocket-Protocol: b"],
      /101 .*Protocol: b\r/s,
    ],
    [
      ",protocol=a",
      [...PROPER, "Sec-WebSocket-Protocol: x"],
      /101 (?!.*Protocol:)/s,
      /no sub-protocol but x/,
    ],
    [",protocol=a", PROPER, /101 (?!.*Protocol:)/s],
    ["", [...PROPER, "Sec-WebSocket-Protocol: x"], /101 (?!.*Protocol:)/s],
    [",header=X-Served-By: netlab", PROPER, /101 .*X-Served-By: netlab\r/s],
    ["", [...PROPER, "Sec-WebSocket-Extensions: permessage-deflate"], /101 (?!.*Extensions)/s],
  ];
  for (const [options, fields, wanted, said] of cases) {
    await using relay = await RelayHere.listen(`WS-LISTEN:0,fork${options}`, "PIPE");
    assertMatch(await asked(relay.port, fields), wanted, `${options} ${fields}`);
    if (said !== undefined) await relay.line(said);
  }
});

Deno.test("relay WS-LISTEN refuses origins that no browser sends, and needs a certificate for WSS", async () => {
  for (const text of ["a.example", "https://a.example/x", "https://a.example?x", "*", "https://"]) {
    const relay = RelayHere.run(`WS-LISTEN:0,origin=${text}`, "PIPE");
    assertEquals(await relay.status, 1, text);
    assertMatch(relay.troubles[0]!, /an origin is scheme, host and port/);
  }
});

Deno.test(
  "relay WS-LISTEN answers 502 when the other side cannot be reached, and goes on",
  async () => {
    await using relay = await RelayHere.listen("WS-LISTEN:0,fork", "TCP:127.0.0.1:1");
    for (let turn = 0; turn < 2; turn++) {
      assertMatch(await asked(relay.port, PROPER), /^HTTP\/1.1 502 Bad Gateway\r\n.*\r\n\r\nwhat is behind/s);
    }
    await relay.line(/^E connect\(.*: Connection refused$/);
  },
);

Deno.test("relay WS-LISTEN answers before somebody comes to the other side", async () => {
  await using relay = await RelayHere.listen("WS-LISTEN:0,fork", "TCP-LISTEN:0");
  assertMatch(await asked(relay.port, PROPER), /^HTTP\/1.1 101 /);
});

Deno.test("relay WS-LISTEN, told to stop, says 1001 to its clients", async () => {
  const relay = await RelayHere.listen("WS-LISTEN:0,fork", "PIPE");
  using socket = await RawWebSocket.open(relay.port, "/");
  await socket.send(clientFrame(TEXT, "here"));
  assertEquals((await socket.frame())?.opcode, TEXT);
  const stopped = relay[Symbol.asyncDispose]();
  assertEquals((await socket.frame())?.payload, closing(1001));
  await stopped;
});

testOn(
  POSIX,
  "its shell writes variables in another way",
  "relay WS-LISTEN gives a program what the client asked for",
  async () => {
    await using relay = await RelayHere.listen(
      "WS-LISTEN:0,fork,protocol=v2",
      'SYSTEM:"echo $SOCAT_WS_TARGET $SOCAT_WS_ORIGIN $SOCAT_WS_PROTOCOL"',
    );
    const fields = { Origin: "https://a.example", "Sec-WebSocket-Protocol": "v1, v2" };
    using socket = await RawWebSocket.open(relay.port, "/x?y=z", fields);
    assertEquals(latin1Text((await socket.frame())!.payload), "/x?y=z https://a.example v2\n");
  },
);

Deno.test("relay WS-LISTEN: one that stalls in its handshake keeps nobody else out", async () => {
  await using relay = await RelayHere.listen("WS-LISTEN:0,fork", "PIPE");
  const stalled: Deno.TcpConn[] = [];
  for (const head of ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\n"]) {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: relay.port });
    if (head !== "") await conn.write(new TextEncoder().encode(head));
    stalled.push(conn);
  }
  using socket = await RawWebSocket.open(relay.port, "/");
  await socket.send(clientFrame(BINARY, "x"));
  assertEquals((await socket.frame())?.opcode, BINARY);
  for (const conn of stalled) conn.close();
});

Deno.test(
  "relay ping= closes a peer that does not answer with 1011, and keeps one that does",
  async () => {
    await using relay = await RelayHere.listen("WS-LISTEN:0,fork,ping=0.02,pong-timeout=2", "PIPE");
    using socket = await RawWebSocket.open(relay.port, "/");
    for (let pings = 0; pings < 5; pings++) {
      const frame = (await socket.frame())!;
      assertEquals(frame.opcode, PING);
      await socket.send(clientFrame(PONG, frame.payload));
    }
    // From now on it answers nothing, and what it says instead does not count.
    let frame = await socket.frame();
    for (; frame?.opcode === PING; frame = await socket.frame()) {
      await socket.send(clientFrame(PONG, "wrong"));
    }
    assertEquals([frame?.opcode, frame?.payload.subarray(0, 2)], [CLOSE, closing(1011)]);
    assertEquals(await socket.frame().catch(() => null), null);
    await relay.line(/^E read\(.*WebSocket: the peer has not answered a ping within 2 s$/);
  },
);

Deno.test("relay -u to a WebSocket answers its pings, and hears when it closes", async () => {
  using source = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const relay = await RelayHere.listen("-u", `TCP:127.0.0.1:${source.addr.port}`, "WS-LISTEN:0");
  const from = await source.accept();
  using socket = await RawWebSocket.open(relay.port, "/");
  await socket.send(clientFrame(PING, "there?"));
  assertEquals(latin1Text((await socket.frame())!.payload), "there?");
  await socket.send(clientFrame(CLOSE, closing(1000)));
  assertEquals((await socket.frame())?.opcode, CLOSE);
  await relay.line(/the peer closed with 1000/);
  await from.write(new TextEncoder().encode("too late"));
  assertEquals(await relay.status, 1);
  assertMatch(relay.troubles[0]!, /^E write\(.*the peer had closed with 1000/);
  from.close();
});

Deno.test("relay WS-LISTEN,lines: a message a line, a line a message", async () => {
  using target = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  await using relay = await RelayHere.listen("WS-LISTEN:0,fork,lines", `TCP:127.0.0.1:${target.addr.port}`);
  const [socket, conn] = await Promise.all([RawWebSocket.open(relay.port, "/"), target.accept()]);
  await conn.write(new TextEncoder().encode("one\r\n\ntwo\n"));
  const heard = [await socket.frame(), await socket.frame(), await socket.frame()];
  assertEquals(heard.map((each) => [each?.opcode, latin1Text(each!.payload)]), [
    [TEXT, "one"],
    [TEXT, ""],
    [TEXT, "two"],
  ]);
  for (const said of ["uno", "", "due\n"]) await socket.send(clientFrame(TEXT, said));
  await socket.send(clientFrame(CLOSE, closing(1000)));
  assertEquals(await readAll(conn), "uno\n\ndue\n");
  conn.close();
  socket[Symbol.dispose]();
});
