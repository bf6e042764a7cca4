import { assert, assertEquals } from "@std/assert";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { LinesInMessages } from "../../mod/io/lines_in_messages.ts";
import { lines } from "../../mod/io/lines.ts";
import { MESSAGE_FRAMINGS, messageFramer, type MessageFraming } from "../../mod/io/message_framing.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { cutAt, cuts, fc, joined, property } from "../_kit/property.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Keeps what is written as bytes. */
class ByteConnection extends FakeConnection {
  readonly sent: Uint8Array[] = [];

  override write(bytes: Uint8Array): Promise<void> {
    this.sent.push(bytes.slice());
    return super.write(bytes);
  }
}

/** All that can be read, with buffers of this size. */
async function readAll(pieces: Uint8Array[], framing: MessageFraming, size: number): Promise<string> {
  const connection = new LinesInMessages(new FakeConnection(pieces), framing);
  const read: Uint8Array[] = [];
  const buffer = new Uint8Array(size);
  for (let count = await connection.read(buffer); count !== null; count = await connection.read(buffer)) {
    assert(count >= 1 && count <= size, `${count}`);
    read.push(buffer.slice(0, count));
  }
  return decode(joined(read));
}

for (const framing of MESSAGE_FRAMINGS) {
  const framer = messageFramer(framing, Infinity);
  const message = fc.string({ maxLength: 40 }).map((text) => text.replaceAll("\0", "·"));

  property(
    `LinesInMessages reads each ${framing} message as a line, wherever the network cuts and however small the buffer`,
    fc.tuple(fc.array(message, { maxLength: 8 }), cuts(), fc.integer({ min: 1, max: 30 })),
    async ([messages, places, size]) => {
      const stream = joined(messages.map((each) => framer.encode(encode(each))));
      const expected = messages.map((each) => each.endsWith("\n") ? each : `${each}\n`).join("");
      assertEquals(await readAll(cutAt(stream, places), framing, size), expected);
    },
  );

  property(
    `LinesInMessages writes each line as a ${framing} message, however it is written`,
    fc.tuple(fc.array(message.map((text) => text.replaceAll("\n", " ")), { maxLength: 8 }), cuts()),
    async ([texts, places]) => {
      const connection = new ByteConnection([]);
      const written = new LinesInMessages(connection, framing);
      const bytes = encode(texts.map((text) => `${text}\n`).join(""));
      for (const piece of cutAt(bytes, places)) await written.write(piece);
      await written.closeWrite();
      const heard = new FrameReader(new FakeConnection(connection.sent), framer);
      assertEquals(await Array.fromAsync(heard, (each) => decode(each)), texts);
    },
  );
}

Deno.test("LinesInMessages cuts a line that the length cannot say between two characters", async () => {
  const connection = new ByteConnection([]);
  const text = `a${"é".repeat(300)}`;
  await new LinesInMessages(connection, "u8").write(encode(`${text}\n`));
  const read = new FrameReader(new FakeConnection(connection.sent), messageFramer("u8"));
  const messages = await Array.fromAsync(
    read,
    (each) => new TextDecoder("utf-8", { fatal: true }).decode(each),
  );
  assertEquals([messages.length, messages.join("")], [3, text]);
});

Deno.test("LinesInMessages says what is left at the end, and no zero byte inside a message that ends with one", async () => {
  const connection = new ByteConnection([]);
  const written = new LinesInMessages(connection, "nul");
  await written.write(encode("a\0b\nlast"));
  await written.closeWrite();
  assertEquals(connection.written, "a b\0last\0");
});

Deno.test("LinesInMessages lets a reader of lines refuse a message long before its end", async () => {
  const connection = new LinesInMessages(
    new FakeConnection([Uint8Array.of(0xff, 0xff, 0xff, 0xff), new Uint8Array(200).fill(0x61)]),
    "u32",
  );
  const reader = new FrameReader(connection, lines({ limit: 100 }));
  assertEquals(await reader.next().catch((error) => error.code), "frame_too_long");
});
