/** The chat's page and its WebSocket, against frames of every kind and against clients that are not ours. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { retry } from "@std/async";
import { WebSocket } from "npm:ws@8.23.0";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { WEBSOCKET_CASES, type WebSocketCase } from "../../_kit/web/websocket_cases.ts";
import { clientFrame, CLOSE, joinBytes, RawWebSocket, TEXT } from "../../_kit/web/websocket_frames.ts";
import { answersTo, assertAnswered } from "../../_kit/web/websocket_verdict.ts";

/** A room, the port of its line clients and that of its page. */
async function openRoom(...args: string[]): Promise<Server & { web: number }> {
  const server = await Server.start(["chat", "serve", "0", "--host", "127.0.0.1", "--web=0", ...args]);
  const ready = await server.line((line) => line.endsWith(" (web)"));
  return Object.assign(server, { web: Number(/:(\d+) \(web\)$/.exec(ready)![1]) });
}

/** A browser's side by the library ws: what it hears, line by line, and how it ends. */
class Browser implements Disposable {
  readonly lines: string[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly socket: WebSocket;
  #news = Promise.withResolvers<void>();

  constructor(port: number, options: object = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/room`, options);
    this.socket.on("message", (data: Uint8Array, binary: boolean) => {
      if (binary) throw new Error("a binary message");
      this.lines.push(...new TextDecoder("utf-8", { fatal: true }).decode(data).split("\n").slice(0, -1));
      this.#tell();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code: number, reason: Uint8Array) => {
        resolve({ code, reason: new TextDecoder().decode(reason) });
        this.#tell();
      });
    });
    this.socket.on("error", () => {/* told by its end */});
  }

  static async join(port: number, name: string): Promise<Browser> {
    const browser = new Browser(port);
    await browser.until(/What is your name/);
    browser.socket.send(name);
    await browser.until(/^\* (Here with you|Nobody else)/);
    return browser;
  }

  /** Waits for a line, or for something else that may be true before. */
  async until(wanted: RegExp, orElse = () => false): Promise<void> {
    while (!orElse() && !this.lines.some((line) => wanted.test(line))) {
      if (this.socket.readyState > 1) throw new Error(`It ended without ${wanted}: ${this.lines.join("\n")}`);
      await this.#news.promise;
    }
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}

Deno.test("chat serve --web says where its page is as every socket does, after the one for lines", async () => {
  await using server = await openRoom();
  assertMatch(server.lines[0]!, /^netlab chat: listening on 127\.0\.0\.1:\d+ \(events\)$/);
  assertMatch(server.lines[1]!, /^netlab chat: listening on 127\.0\.0\.1:\d+ \(web\)$/);
  assertEquals(server.ports[1], server.web);
});

for (const name of [undefined, "Ginette"]) {
  const when = name === undefined ? "before a name is given" : "in the room";
  Deno.test(`chat serve --web answers frames of every kind as RFC 6455 has it, ${when}`, async () => {
    await using server = await openRoom("--rate", "0");
    for (const [number, each] of WEBSOCKET_CASES.entries()) {
      using socket = await RawWebSocket.open(server.web, "/room");
      if (name !== undefined) await enter(socket, `${name}${number}`);
      // Bytes are nothing for a room.
      assertAnswered(each, await answersTo(socket, each), each.binary ? 1003 : each.close);
    }
    assertEquals(server.lines.length, 3, server.lines.join("\n"));
  });
}

Deno.test("chat serve --web bounds a message as it does a line, named or not", async () => {
  await using server = await openRoom("--rate", "0");
  const long = 1 << 20;
  const fragment = clientFrame(TEXT, "x".repeat(1024), { final: false });
  const more = clientFrame(0, "x".repeat(1024), { final: false });
  const empty = joinBytes(...Array<Uint8Array>(1024).fill(clientFrame(0, "", { final: false })));
  const tooLong: [name: string, frames: Uint8Array][] = [
    ["announced", clientFrame(TEXT, "x".repeat(long + 1)).subarray(0, 14)],
    ["whole", clientFrame(TEXT, "x".repeat(long + 1))],
    ["in fragments", joinBytes(fragment, ...Array<Uint8Array>(1024).fill(more))],
    [
      "in empty fragments",
      joinBytes(fragment, ...Array<Uint8Array>(1024).fill(empty)),
    ],
    ["huge", Uint8Array.of(0x81, 0xff, 0x7f, ...Array(7).fill(0xff), 1, 2, 3, 4)],
  ];
  for (const named of [false, true]) {
    for (const [name, frames] of tooLong) {
      using socket = await RawWebSocket.open(server.web, "/room");
      if (named) await enter(socket, "Roger");
      const each: WebSocketCase = { name, send: [frames], close: 1009 };
      assertAnswered(each, await answersTo(socket, each));
    }
  }
  using roger = await Browser.join(server.web, "Roger");
  roger.socket.send("y".repeat(5000));
  await roger.until(/^\* Your line was refused: it is longer than 4096 bytes$/);
});

peerTest("chat serve --web puts clients of ws and of nc in one room", ["nc"], async () => {
  await using server = await openRoom();
  using ginette = await Browser.join(server.web, "Ginette");
  await using roger = await ChatPeer.nc(server.port, "Roger");
  await ginette.until(/^\* Roger joined$/);
  roger.say("bonjour été 😀");
  await ginette.until(/^\[Roger\] bonjour été 😀$/);
  ginette.socket.send("un\ndeux\n");
  ginette.socket.send("trois");
  for (const line of ["un", "deux", "trois"]) await roger.until(`[Ginette] ${line}`);
  const pong = new Promise((resolve) => ginette.socket.on("pong", (data: Uint8Array) => resolve(`${data}`)));
  ginette.socket.ping("still there?");
  assertEquals(await pong, "still there?");
  ginette.socket.send("/bye");
  await ginette.until(/^À bientôt Ginette !$/);
  assertEquals((await ginette.closed).code, 1000);
  await roger.until("* Ginette left");
  using marcel = await Browser.join(server.web, "Marcel");
  assertEquals(await server.stop("SIGTERM"), 0);
  assertEquals((await marcel.closed).code, 1001);
  assertEquals(marcel.lines.at(-1), "* The server is closing");
});

peerTest("chat serve --web talks with Python's websockets", pythonWebsockets(), async () => {
  await using server = await openRoom();
  const { code, stdout, stderr } = await runCommand("/usr/bin/python3", ["-c", PYTHON, String(server.web)]);
  assertEquals([code, stdout], [
    0,
    "* Nobody else is here yet\n[Lucette] salut été\ntext only: 1003\ninvalid: 1007\nclosed: 1000\n",
  ], stderr);
});

/** Debian's package, if its own Python has not got it. */
function pythonWebsockets(): string[] {
  try {
    const { success } = new Deno.Command("/usr/bin/python3", { args: ["-c", "import websockets"] })
      .outputSync();
    return success ? [] : ["python3-websockets"];
  } catch {
    return ["python3-websockets"];
  }
}

const PYTHON = `
import asyncio, sys, websockets
from websockets.exceptions import ConnectionClosed
URL = f"ws://127.0.0.1:{sys.argv[1]}/room"

async def end(socket):
    try:
        while True: await socket.recv()
    except ConnectionClosed as error:
        return error.rcvd.code

async def main():
    socket = await websockets.connect(URL, compression="deflate")
    await socket.recv()
    await socket.send("Lucette")
    print(await socket.recv(), end="")
    await socket.send(["/all ", "salut ", "été"])
    print(await socket.recv(), end="")
    await (await socket.ping())
    other = await websockets.connect(URL)
    await other.send(b"bytes")
    print("text only:", await end(other))
    other = await websockets.connect(URL)
    await other.write_frame(True, 1, b"\\xff\\xfe")
    print("invalid:", await end(other))
    await socket.close()
    print("closed:", socket.close_code)

asyncio.run(main())
`;

Deno.test("chat serve --web opens a WebSocket only to who asks for one properly, from its own page", async () => {
  await using server = await openRoom();
  const here = `127.0.0.1:${server.web}`;
  const asking = { Upgrade: "websocket", Connection: "keep-alive, Upgrade", Origin: `http://${here}` };
  const key = { "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" };
  const cases: [wanted: RegExp, line: string, fields: Record<string, string>][] = [
    [/^HTTP\/1\.1 101 [^]*s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/, "GET /room HTTP/1.1", { ...asking, ...key }],
    [/^HTTP\/1\.1 403 /, "GET /room HTTP/1.1", { ...asking, ...key, Origin: "http://elsewhere.example" }],
    [/^HTTP\/1\.1 403 /, "GET /room HTTP/1.1", { ...asking, ...key, Origin: "null" }],
    [/^HTTP\/1\.1 426 [^]*upgrade: websocket/i, "GET /room HTTP/1.1", {}],
    [/^HTTP\/1\.1 426 [^]*sec-websocket-version: 13/i, "GET /room HTTP/1.1", {
      ...asking,
      ...key,
      "Sec-WebSocket-Version": "8",
    }],
    [/^HTTP\/1\.1 400 /, "GET /room HTTP/1.1", { ...asking, ...key, "Sec-WebSocket-Key": "c2hvcnQ=" }],
    [/^HTTP\/1\.1 400 /, "GET /room HTTP/1.1", { ...asking, ...key, Connection: "keep-alive" }],
    [/^HTTP\/1\.1 400 /, "GET /room HTTP/1.1", { ...asking, ...key, "Content-Length": "3" }],
    [/^HTTP\/1\.1 400 /, "POST /room HTTP/1.1", { ...asking, ...key }],
    [/^HTTP\/1\.1 426 /, "GET /room HTTP/1.0", { ...asking, ...key }],
    [/^HTTP\/1\.1 404 /, "GET /elsewhere HTTP/1.1", { ...asking, ...key }],
    [/^HTTP\/1\.1 405 [^]*allow: GET/i, "DELETE / HTTP/1.1", {}],
  ];
  for (const [wanted, line, fields] of cases) {
    using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.web });
    const rows = Object.entries({ Host: here, ...fields }).map(([name, value]) => `${name}: ${value}\r\n`);
    await conn.write(new TextEncoder().encode(`${line}\r\n${rows.join("")}\r\n`));
    const buffer = new Uint8Array(4096);
    const answer = new TextDecoder().decode(buffer.subarray(0, await conn.read(buffer) ?? 0));
    assertMatch(answer, wanted, `${line} ${JSON.stringify(fields)}`);
  }
});

Deno.test("chat serve --web sends browsers away that are idle for --idle-timeout", async () => {
  await using server = await openRoom("--idle-timeout", "1");
  using silent = await RawWebSocket.open(server.web, "/room");
  const since = performance.now();
  while (await silent.frame() !== null) continue;
  assert(performance.now() - since < 20_000);
});

Deno.test("chat serve --web lets no more browsers in than --max-conns, and the next one when one has left", async () => {
  await using server = await openRoom("--max-conns", "1");
  const first = await RawWebSocket.open(server.web, "/room");
  let isIn = false;
  const second = RawWebSocket.open(server.web, "/room").then((socket) => (isIn = true, socket));
  await enter(first, "Roger");
  for (let line = 0; line < 10; line++) {
    await first.send(clientFrame(TEXT, "/who"));
    await first.frame();
  }
  assert(!isIn);
  first.conn.close();
  using _late = await second;
});

Deno.test("chat serve --web lets a thousand browsers in, and keeps a page's connection for 5 s", async () => {
  await using server = await openRoom();
  using page = await Deno.connect({ hostname: "127.0.0.1", port: server.web });
  await page.write(
    new TextEncoder().encode(`GET /chat.js HTTP/1.1\r\nHost: 127.0.0.1:${server.web}\r\n\r\n`),
  );
  const since = performance.now();
  using crowd = new DisposableStack();
  for (let number = 0; number < 1000; number++) crowd.use(await RawWebSocket.open(server.web, "/room"));
  await assertRejects(() => RawWebSocket.open(server.web, "/room"), Error, "HTTP/1.1 503 ");
  crowd.dispose();
  using _later = await retry(() => RawWebSocket.open(server.web, "/room"), { maxAttempts: 10, jitter: 0 });
  await new Response(page.readable).text();
  const seconds = (performance.now() - since) / 1000;
  assert(seconds > 4 && seconds < 30, `${seconds} s`);
});

Deno.test("chat serve --web waits for nobody's goodbye: neither a silent browser's nor a deaf one's", async () => {
  await using server = await openRoom("--rate", "0", "--grace", "1");
  using silent = await RawWebSocket.open(server.web, "/room");
  await enter(silent, "Silent");
  await silent.send(clientFrame(TEXT, "/bye"));
  const opcodes: number[] = [];
  for (let frame = await silent.frame(); frame !== null; frame = await silent.frame()) {
    opcodes.push(frame.opcode);
  }
  assertEquals(opcodes.filter((opcode) => opcode === CLOSE).length, 1);
  using deaf = await RawWebSocket.open(server.web, "/room");
  await enter(deaf, "Deaf");
  using speaker = await Browser.join(server.web, "Speaker");
  await flood(speaker, 6000);
  assertEquals(await server.stop("SIGTERM"), 0);
});

Deno.test("chat serve --web reads a fast browser no faster than it may speak", async () => {
  await using server = await openRoom();
  using listener = await Browser.join(server.web, "Listener");
  using fast = await RawWebSocket.open(server.web, "/room");
  await enter(fast, "Fast");
  const messages = joinBytes(...Array.from({ length: 1000 }, () => clientFrame(TEXT, "z".repeat(1000))));
  let isClosed = false;
  const hearing = (async () => {
    for (let frame = await fast.frame(); frame !== null; frame = await fast.frame()) {
      isClosed ||= frame.opcode === CLOSE;
    }
  })().catch(() => {/* closed by the test */});
  let sent = 0;
  const flooding = (async () => {
    for (let at = 0; at < 64; at++, sent++) await fast.send(messages);
  })().catch(() => {/* closed by the test */});
  // The pace of 20 lines a second begins after 64.
  await listener.until(
    /^\* Fast left$/,
    () => listener.lines.filter((line) => line.startsWith("[Fast]")).length > 80,
  );
  assert(!listener.lines.includes("* Fast left"));
  using speaker = await Browser.join(server.web, "Speaker");
  speaker.socket.send("still served");
  await listener.until(/^\[Speaker\] still served$/);
  assert(await residentKilobytes(server) < 250_000, "what it sent was taken into memory");
  assert(sent < 64, "64 MB were taken from somebody who may say 20 lines a second");
  assert(!isClosed, "it was sent away");
  fast.conn.close();
  // Deno 2.7 goes on sending what was begun, at the pace of a speaker.
  await server.stop("SIGKILL");
  await Promise.all([flooding, hearing]);
});

Deno.test("chat serve --web tells a browser that did not read how much it missed", async () => {
  await using server = await openRoom("--rate", "0");
  using speaker = await Browser.join(server.web, "Speaker");
  using sleeper = await RawWebSocket.open(server.web, "/room");
  await enter(sleeper, "Sleeper");
  await flood(speaker, 8000);
  let text = "";
  let heard = 0;
  let missed = 0;
  while (heard + missed < 8000) {
    const frame = await sleeper.frame();
    assert(frame !== null, "it was sent away");
    const lines = (text + new TextDecoder().decode(frame.payload)).split("\n");
    text = lines.pop()!;
    for (const line of lines) missed += Number(/"type":"missed","count":(\d+)/.exec(line)?.[1] ?? 0);
    heard += lines.filter((line) => line.includes('"from":"Speaker"')).length;
  }
  assertEquals(heard + missed, 8000);
  assert(missed > 0);
});

Deno.test("chat serve --web needs no more memory for a hundred browsers that never read", async () => {
  await using server = await openRoom("--rate", "0");
  using speaker = await Browser.join(server.web, "Speaker");
  using crowd = new DisposableStack();
  for (let number = 0; number < 100; number++) {
    const socket = crowd.use(await RawWebSocket.open(server.web, "/room"));
    await socket.send(clientFrame(TEXT, `/bot deaf${number}`));
  }
  await speaker.until(/^\* deaf99 joined$/);
  await flood(speaker, 5000);
  const resident = await residentKilobytes(server);
  assert(resident < 400_000, `${resident} kB`);
});

/** Says so many lines of 2 kB, in portions that its own queue takes whole, and hears them all. */
async function flood(speaker: Browser, lines: number): Promise<void> {
  for (let at = 0; at < lines; at += 250) {
    for (let next = at; next < at + 250; next++) speaker.socket.send(`/all ${next} ${"z".repeat(2000)}`);
    await speaker.until(new RegExp(`^\\[Speaker\\] ${at + 249} `));
    speaker.lines.length = 0;
  }
}

async function enter(socket: RawWebSocket, name: string): Promise<void> {
  await socket.send(clientFrame(TEXT, `/bot ${name}`));
  for (let frame = await socket.frame(); frame !== null; frame = await socket.frame()) {
    if (new TextDecoder().decode(frame.payload).includes('"welcome"')) return;
  }
  throw new Error("not let in");
}

async function residentKilobytes({ child }: Server): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${child.pid}/status`);
  return Number(/VmRSS:\s*(\d+)/.exec(status)![1]);
}
