import { assert, assertEquals, assertRejects } from "@std/assert";
import { WebSocketChannel } from "../../../mod/net/websocket/websocket_channel.ts";
import { WebSocketError } from "../../../mod/net/websocket/websocket_error.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";
import {
  WEBSOCKET_CASES,
  WEBSOCKET_CLIENT_CASES,
  type WebSocketCase,
} from "../../_kit/web/websocket_cases.ts";
import {
  clientFrame,
  CLOSE,
  closing,
  joinBytes,
  PING,
  PONG,
  readFrame,
  type ReceivedFrame,
  TEXT,
} from "../../_kit/web/websocket_frames.ts";

/** What was written, as bytes. */
class Wire extends FakeConnection {
  readonly sent: Uint8Array[] = [];

  override write(bytes: Uint8Array): Promise<void> {
    this.sent.push(bytes.slice());
    return Promise.resolve();
  }

  get frames(): ReceivedFrame[] {
    let bytes = joinBytes(...this.sent);
    const frames: ReceivedFrame[] = [];
    for (let read = readFrame(bytes); read !== undefined; read = readFrame(bytes)) {
      frames.push(read.frame);
      bytes = bytes.subarray(read.size);
    }
    assertEquals(bytes.length, 0, "half a frame was sent");
    return frames;
  }
}

async function readAll(channel: WebSocketChannel): Promise<Uint8Array> {
  const buffer = new Uint8Array(70_000);
  const parts: Uint8Array[] = [];
  for (let piece = await channel.read(buffer); piece !== null; piece = await channel.read(buffer)) {
    parts.push(buffer.slice(0, piece.length));
  }
  return joinBytes(...parts);
}

async function judge(each: WebSocketCase, role: "client" | "server"): Promise<void> {
  const wire = new Wire([...each.send]);
  const channel = new WebSocketChannel(wire, { role });
  const data = await readAll(channel).catch((error) => {
    if (error instanceof WebSocketError) return undefined;
    throw error;
  });
  const { frames } = wire;
  const name = `${role}: ${each.name}`;
  for (const { masked, final } of frames) assertEquals([masked, final], [role === "client", true], name);
  const closes = frames.filter(({ opcode }) => opcode === CLOSE).map(({ payload: [high, low] }) =>
    high! << 8 | low!
  );
  assertEquals(closes, each.close === undefined ? [] : [each.close], name);
  if (each.close !== undefined) assertEquals(frames.at(-1)!.opcode, CLOSE, name);
  const pongs = frames.filter(({ opcode }) => opcode === PONG).map(({ payload }) =>
    new TextDecoder().decode(payload)
  );
  if (each.pongs !== undefined) assertEquals(pongs, [...each.pongs], name);
  if (each.data !== undefined && data !== undefined) {
    assert(Uint8Array.from(each.data).toHex() === data.toHex(), name);
  }
}

Deno.test("a WebSocketChannel reads and refuses frames of every kind as RFC 6455 has it, as server and client", async () => {
  assert(WEBSOCKET_CASES.length > 150 && WEBSOCKET_CLIENT_CASES.length === WEBSOCKET_CASES.length);
  for (const each of WEBSOCKET_CASES) await judge(each, "server");
  for (const each of WEBSOCKET_CLIENT_CASES) await judge(each, "client");
});

Deno.test("a WebSocketChannel sends a message in pieces as one, with other frames in between, and nothing after Close", async () => {
  for (const role of ["client", "server"] as const) {
    const wire = new Wire([clientFrame(PING, "p", { masked: role === "server" })]);
    const channel = new WebSocketChannel(wire, { role });
    await channel.send("text", new TextEncoder().encode("a"), false);
    assertEquals(await readAll(channel), new Uint8Array(0));
    await channel.send("text", new Uint8Array(0), false);
    await channel.send("text", new TextEncoder().encode("b"));
    await channel.send("binary", new Uint8Array(0));
    await channel.close(1001, "é".repeat(100));
    await assertRejects(() => channel.send("text", new Uint8Array(1)), Deno.errors.BrokenPipe);
    await channel.ping();
    await channel.close();
    const sent = wire.frames.map(({ opcode, final, payload }) => [opcode, final, payload.length]);
    assertEquals(sent, [
      [1, false, 1],
      [10, true, 1],
      [0, false, 0],
      [0, true, 1],
      [2, true, 0],
      [8, true, 124], // two of the code, 61 é, and not half of one more
    ]);
  }
});

Deno.test("a WebSocketChannel tells the code and the words with which a peer closed, and whether it was the first", async () => {
  const cases: [payload: Uint8Array, code: number | undefined, reason: string][] = [
    [new Uint8Array(0), undefined, ""],
    [closing(1000), 1000, ""],
    [closing(1011, "à l'aide"), 1011, "à l'aide"],
    [closing(4999, "x"), 4999, "x"],
  ];
  for (const [payload, code, reason] of cases) {
    for (const answer of [false, true]) {
      const channel = new WebSocketChannel(new Wire([clientFrame(CLOSE, payload)]), { role: "server" });
      if (answer) await channel.close();
      await readAll(channel);
      assertEquals(channel.peerClose, { code, reason, answer });
    }
  }
});

Deno.test("a WebSocketChannel tells an end within a message from an end between two", async () => {
  const message = clientFrame(TEXT, "hello");
  const begun = clientFrame(TEXT, "hello", { final: false });
  const cases: [bytes: Uint8Array, within: boolean][] = [
    [new Uint8Array(0), false],
    [message, false],
    [begun, true],
    [message.subarray(0, 1), true],
    [message.subarray(0, 9), true],
    [joinBytes(message, begun, clientFrame(PING)), true],
    [joinBytes(begun, clientFrame(0, "")), false],
  ];
  for (const [bytes, within] of cases) {
    const channel = new WebSocketChannel(new Wire([bytes]), { role: "server" });
    await readAll(channel);
    assertEquals([channel.ended, channel.peerClose, channel.withinMessage], [true, undefined, within]);
  }
});
