import { assert, assertEquals } from "@std/assert";
import { WebSocketConnection } from "../../mod/http/websocket/websocket_connection.ts";
import { WebSocketChannel } from "../../mod/net/websocket/websocket_channel.ts";
import { WebSocketError } from "../../mod/net/websocket/websocket_error.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { bytesOf, cutAt, cuts, fc, joined, property } from "../_kit/property.ts";
import { clientFrame, CLOSE, closing, MORE, PING, TEXT } from "../_kit/web/websocket_frames.ts";

const message = () =>
  fc.record({
    text: fc.string({ unit: fc.constantFrom("a", "\n", "é", "€", "😀"), maxLength: 300 }),
    fragments: cuts(),
    pings: fc.boolean(),
  });

property(
  "a WebSocketConnection gives every message as lines, however it is cut into fragments, pieces and reads",
  fc.tuple(fc.array(message(), { maxLength: 5 }), cuts(), fc.integer({ min: 1, max: 5000 })),
  async ([messages, places, room]) => {
    const frames = messages.flatMap(({ text, fragments, pings }) => {
      const parts = cutAt(new TextEncoder().encode(text), fragments);
      if (parts.length === 0) parts.push(new Uint8Array(0));
      return parts.flatMap((part, at) => [
        clientFrame(at === 0 ? TEXT : MORE, part, { final: at === parts.length - 1 }),
        ...(pings ? [clientFrame(PING, "p")] : []),
      ]);
    });
    const wire = new Wire(cutAt(joined([...frames, clientFrame(CLOSE, closing(1000))]), places));
    const connection = new WebSocketConnection(wire, new AbortController().signal);
    const wanted = messages.map(({ text }) => text.endsWith("\n") ? text : `${text}\n`).join("");
    const heard: Uint8Array[] = [];
    const buffer = new Uint8Array(room);
    for (let count = await connection.read(buffer); count !== null; count = await connection.read(buffer)) {
      assert(count > 0 && count <= room);
      heard.push(buffer.slice(0, count));
    }
    assertEquals(new TextDecoder("utf-8", { fatal: true }).decode(joined(heard)), wanted);
    assertEquals([...wire.frames.at(-1)!], [0x88, 2, 3, 232]);
  },
);

property(
  "a WebSocketChannel reads any bytes, or refuses them, and says Close once, and last",
  fc.tuple(
    bytesOf(
      "\x81\x83\0\0\0\0abc",
      "\x01\x81\0\0\0\0a",
      "\x80\x81\0\0\0\0b",
      "\x89\x80\0\0\0\0",
      "\x88\x82\0\0\0\0\x03\xe8",
      "\x88\x80\0\0\0\0",
      "\x82\xff",
      "\xff",
    ),
    cuts(),
    fc.boolean(),
  ),
  async ([bytes, places, textOnly]) => {
    const wire = new Wire(cutAt(bytes, places));
    const channel = new WebSocketChannel(wire, { role: "server", longest: 1000, textOnly });
    const buffer = new Uint8Array(100);
    try {
      while (await channel.read(buffer) !== null) continue;
    } catch (error) {
      assert(error instanceof WebSocketError, String(error));
      assertEquals([...wire.frames.at(-1)!].slice(2, 4), [error.closeCode >> 8, error.closeCode & 255]);
      assert(channel.failed);
    }
    assert(channel.ended);
    assertEquals(await channel.read(buffer), null);
    const closes = wire.frames.map((frame) => frame[0] === 0x88);
    assert(!closes.slice(0, -1).includes(true), "something follows the Close frame");
    assertEquals(closes.at(-1) ?? false, channel.saidClose);
    if (channel.saidClose) {
      await channel.send("text", buffer).then(() => assert(false), () => {/* refused */});
    }
  },
);

/** What was written, as bytes. */
class Wire extends FakeConnection {
  readonly frames: Uint8Array[] = [];

  override write(bytes: Uint8Array): Promise<void> {
    this.frames.push(bytes.slice());
    return super.write(bytes);
  }
}
