/** WebSockets of relay, against frames of every kind and against libraries that are not ours. */
import { assert, assertEquals } from "@std/assert";
import { WebSocket, WebSocketServer } from "npm:ws@8.23.0";
import { latin1Text } from "../../_kit/latin1.ts";
import { Relay, relay } from "../../_kit/program/relay.ts";
import { WEBSOCKET_CASES } from "../../_kit/web/websocket_cases.ts";
import { RawWebSocket } from "../../_kit/web/websocket_frames.ts";
import { answersTo, assertAnswered } from "../../_kit/web/websocket_verdict.ts";

Deno.test("relay WS-LISTEN answers frames of every kind as RFC 6455 has it", async () => {
  await using server = await Relay.start("WS-LISTEN:0,fork,reuseaddr", "PIPE");
  for (const each of WEBSOCKET_CASES) {
    using socket = await RawWebSocket.open(server.port, "/");
    const answers = await answersTo(socket, each, each.data?.length);
    assertAnswered(each, answers);
    if (each.close === undefined && each.data !== undefined) {
      assert(latin1Text(answers.data) === latin1Text(each.data), `${each.name}: other bytes come back`);
    }
  }
  assertEquals(server.server.lines.filter((line) => /at .*\.(ts|js):/.test(line)), []);
});

Deno.test("relay WS-LISTEN gives texts back as texts to ws, wherever a block cuts a character in two", async () => {
  await using server = await Relay.start("WS-LISTEN:0:/talk,fork,reuseaddr", "PIPE");
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/talk`);
  const said = `x${"é€😀".repeat(20_000)}`;
  let heard = "";
  const whole = Promise.withResolvers<void>();
  socket.on("open", () => socket.send(said));
  socket.on("message", (data: Uint8Array, binary: boolean) => {
    if (binary) return whole.reject(new Error("a binary message"));
    heard += new TextDecoder("utf-8", { fatal: true }).decode(data);
    if (heard.length === said.length) whole.resolve();
  });
  socket.on("error", whole.reject);
  await whole.promise;
  assert(heard === said);
  const closed = Promise.withResolvers<number>();
  socket.on("close", closed.resolve);
  socket.close(3001, "done");
  assertEquals(await closed.promise, 3001);
});

Deno.test("relay WS talks to a server of ws, which finds nothing wrong with its frames", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.on("listening", resolve));
  const problems: unknown[] = [];
  const closed = Promise.withResolvers<number>();
  server.on("connection", (socket: WebSocket) => {
    socket.on("error", (error: unknown) => problems.push(error));
    socket.on("close", closed.resolve);
    socket.on("message", (data: Uint8Array) => {
      socket.ping("are you there?");
      socket.send(data);
    });
    socket.on("pong", () => socket.close(1000));
  });
  const { port } = server.address() as Deno.NetAddr;
  const said = "bytes".repeat(50_000);
  const { stdout, code } = await relay(["-t", "10", "-", `WS:127.0.0.1:${port}:/`], said);
  server.close();
  assertEquals([problems, code, await closed.promise], [[], 0, 1000]);
  assert(said.startsWith(stdout) && stdout.length > 0);
});

Deno.test("relay WS-LISTEN refuses who does not ask for a WebSocket properly, and goes on", async () => {
  await using server = await Relay.start("WS-LISTEN:0:/talk,fork,reuseaddr", "PIPE");
  const proper = [
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  const without = (
    name: string,
    instead: string[] = [],
  ) => [...proper.filter((field) => !field.startsWith(name)), ...instead];
  const cases: [wanted: string, line: string, fields: string[]][] = [
    ["HTTP/1.1 101 Switching Protocols", "GET /talk HTTP/1.1", proper],
    ["HTTP/1.1 404 Not Found", "GET /elsewhere HTTP/1.1", proper],
    ["HTTP/1.1 426 Upgrade Required", "GET /talk HTTP/1.1", without("Upgrade")],
    ["HTTP/1.1 426 Upgrade Required", "GET /talk HTTP/1.1", without("Sec-WebSocket-Version")],
    ["HTTP/1.1 400 Bad Request", "GET /talk HTTP/1.1", without("Connection")],
    ["HTTP/1.1 400 Bad Request", "GET /talk HTTP/1.1", without("Sec-WebSocket-Key")],
    [
      "HTTP/1.1 400 Bad Request",
      "GET /talk HTTP/1.1",
      without("Sec-WebSocket-Key", ["Sec-WebSocket-Key: c2hvcnQ="]),
    ],
    ["HTTP/1.1 400 Bad Request", "POST /talk HTTP/1.1", proper],
    ["HTTP/1.1 400 Bad Request", "GET /talk HTTP/1.0", proper],
  ];
  for (const [wanted, line, fields] of cases) {
    using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await conn.write(new TextEncoder().encode(`${[line, "Host: x", ...fields].join("\r\n")}\r\n\r\n`));
    const buffer = new Uint8Array(4096);
    const answer = latin1Text(buffer.subarray(0, await conn.read(buffer) ?? 0));
    assertEquals(answer.split("\r\n")[0], wanted, `${line} ${fields}`);
  }
});
