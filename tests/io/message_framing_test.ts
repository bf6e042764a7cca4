/** Lengths in front, zero bytes behind: every message comes back whole, wherever the network cuts. */
import { assertEquals, assertThrows } from "@std/assert";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { FrameError } from "../../mod/io/framer.ts";
import { lengthPrefixed } from "../../mod/io/length_prefixed.ts";
import { MESSAGE_FRAMINGS, messageFramer } from "../../mod/io/message_framing.ts";
import { zeroTerminated } from "../../mod/io/zero_terminated.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { cutAt, cuts, fc, joined, property } from "../_kit/property.ts";

for (const framing of MESSAGE_FRAMINGS) {
  const bytes = fc.uint8Array({ maxLength: framing === "u8" ? 255 : 400 })
    .map((message) => framing === "nul" ? message.map((byte) => byte || 1) : message);
  property(
    `messageFramer("${framing}") gives back what it was given, wherever the network cuts`,
    fc.tuple(fc.array(bytes, { maxLength: 8 }), cuts()),
    async ([messages, places]) => {
      const framer = messageFramer(framing);
      const stream = joined(messages.map((each) => framer.encode(each)));
      const reader = new FrameReader(new FakeConnection(cutAt(stream, places)), framer);
      const read: number[][] = [];
      for await (const message of reader) read.push([...message]);
      assertEquals(read, messages.map((each) => [...each]));
    },
  );

  Deno.test(`messageFramer("${framing}") says of a stream that breaks off inside a message how far it came`, async () => {
    const framer = messageFramer(framing);
    const cut = framer.encode(Uint8Array.of(7, 8, 9)).subarray(0, -1);
    const reader = new FrameReader(new FakeConnection([cut]), framer);
    assertEquals(await reader.next().catch((error) => error.code), "frame_truncated");
  });
}

const MARKS = [
  [lengthPrefixed({ bytes: 1 }), [3]],
  [lengthPrefixed({ bytes: 2 }), [0, 3]],
  [lengthPrefixed({ bytes: 4 }), [0, 0, 0, 3]],
] as const;

Deno.test("lengthPrefixed() writes the most significant byte first, and does not count the length itself", () => {
  for (const [framer, mark] of MARKS) {
    assertEquals([...framer.encode(Uint8Array.of(7, 8, 9))], [...mark, 7, 8, 9]);
  }
  assertEquals([...lengthPrefixed({ bytes: 2 }).encode(new Uint8Array(258)).subarray(0, 2)], [1, 2]);
});

Deno.test("lengthPrefixed() finds the longest message that the length can say, and the longest of the limit", () => {
  for (const [size, longest] of [[1, 255], [2, 65_535], [4, 65_536]] as const) {
    const framer = lengthPrefixed({ bytes: size });
    const bytes = framer.encode(new Uint8Array(longest).fill(9));
    assertEquals(framer.decode(bytes.subarray(0, -1), 0), undefined);
    assertEquals(framer.decode(bytes, 0)?.length, size + longest);
    assertEquals(framer.limit, longest);
  }
});

Deno.test("lengthPrefixed() refuses a length beyond the limit as soon as it is there, and sets nothing aside for it", async () => {
  const huge = Uint8Array.of(0xff, 0xff, 0xff, 0xff);
  const framer = lengthPrefixed({ bytes: 4, limit: 1000 });
  assertThrows(
    () => framer.decode(huge, 0),
    FrameError,
    "Message too long: 4294967295 bytes, and the limit is 1000",
  );
  const most = lengthPrefixed({ bytes: 4, limit: 1 << 26 });
  const sizes: number[] = [];
  const connection = new FakeConnection([Uint8Array.of(4, 0, 0, 0), Uint8Array.of(1)]);
  const read = (buffer: Uint8Array) => {
    sizes.push(buffer.length);
    return FakeConnection.prototype.read.call(connection, buffer);
  };
  await new FrameReader(Object.assign(connection, { read }), most).next().catch(() => {});
  assertEquals(Math.max(...sizes) <= 256, true, `${sizes}`);
});

Deno.test("zeroTerminated() refuses what never ends, and a message with a zero byte in it", () => {
  const framer = zeroTerminated({ limit: 5 });
  assertEquals(framer.decode(new Uint8Array(5).fill(9), 0), undefined);
  assertThrows(() => framer.decode(new Uint8Array(6).fill(9), 0), FrameError, "more than 5 bytes");
  assertThrows(() => framer.encode(Uint8Array.of(1, 0, 2)), FrameError, "cannot hold one");
});
