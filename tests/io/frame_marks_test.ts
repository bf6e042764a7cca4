/**
 * Marks of every length at every size around the limit: a frame that fits is found, one that does not is
 * refused, and nothing is waited for that cannot come, however the network cuts the bytes. Half of the
 * framers look after their own limit, half of them leave it to the reader.
 */
import { assertEquals } from "@std/assert";
import { deadline } from "@std/async";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { FrameError, type Framer } from "../../mod/io/framer.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { cutAt, cuts, fc, joined, property } from "../_kit/property.ts";

/** Around these, a reader's buffer is as large as it will become. */
const LIMITS = [0, 1, 5, 254, 255, 256, 65_520, 65_534, 65_535, 65_536, 70_000];

for (const mark of [1, 2, 3, 4, 5, 6, 7, 8]) {
  Deno.test(`FrameReader finds frames that end with ${mark} bytes, up to the limit and no further`, async () => {
    for (const limit of LIMITS) {
      for (const size of sizesAround(limit)) {
        await verify(endedBy(mark, limit), size);
        await verify(withoutRefusal(endedBy(mark, limit)), size);
      }
    }
  });

  Deno.test(`FrameReader finds frames that begin with ${mark} bytes of length, up to the limit`, async () => {
    for (const limit of LIMITS) {
      for (const size of sizesAround(limit)) {
        if (size < 256 ** mark) await verify(begunBy(mark, limit), size);
      }
    }
  });
}

property(
  "FrameReader finds a frame, or refuses it, wherever the network cuts it",
  fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 300 }), fc.nat(400), cuts()),
  async ([mark, limit, size, places]) => {
    const framer = endedBy(mark, limit);
    assertEquals(await outcome(framer, cutAt(framer.encode(filled(size)), places)), expected(size, limit));
  },
);

Deno.test("FrameReader gives up a frame with a longer mark than its framer admits, instead of waiting for ever", async () => {
  for (const limit of LIMITS) {
    const { overhead: _, ...framer } = withoutRefusal(endedBy(40, limit));
    const found = await outcome(framer, [framer.encode(filled(limit + 30_000)).subarray(0, -40)]);
    assertEquals(found, "frame_too_long");
  }
});

for (const limit of [NaN, -1, undefined]) {
  Deno.test(`FrameReader refuses a framer whose limit is ${limit}`, () => {
    const framer = { ...endedBy(1, 1), limit: limit as number };
    assertEquals(errorOf(() => new FrameReader(new FakeConnection([]), framer)), "RangeError");
  });
}

for (const length of [0, -1, NaN, 1000]) {
  Deno.test(`FrameReader does not go on with a framer that finds ${length} bytes in five`, async () => {
    const framer = { limit: 10, decode: () => ({ frame: "", length }), encode: () => filled(0) };
    const reader = new FrameReader(new FakeConnection([filled(5)]), framer);
    assertEquals(await reader.next().catch((error) => error.name), "TypeError");
  });
}

Deno.test("FrameReader reads with a buffer that begins with nothing", async () => {
  const framer = endedBy(1, 10);
  const reader = new FrameReader(new FakeConnection([framer.encode(filled(5))]), framer, 0);
  assertEquals((await deadline(reader.next(), 1000))?.frame, filled(5));
});

async function verify(framer: Framer<Uint8Array>, size: number): Promise<void> {
  const bytes = framer.encode(filled(size));
  const whole = await outcome(framer, [bytes]);
  const pieces = size < 400
    ? Array.from(bytes, (byte) => Uint8Array.of(byte))
    : [bytes.subarray(0, -12), ...Array.from(bytes.subarray(-12), (byte) => Uint8Array.of(byte))];
  const byByte = await outcome(framer, pieces);
  assertEquals([whole, byByte], [expected(size, framer.limit), expected(size, framer.limit)]);
}

function expected(size: number, limit: number): number | string {
  return size <= limit ? size : "frame_too_long";
}

/** The size of the first frame, or why there is none; a reader that goes round in circles never gets here. */
async function outcome(framer: Framer<Uint8Array>, pieces: Uint8Array[]): Promise<number | string> {
  const connection = new FakeConnection(pieces);
  let reads = 0;
  const read = (buffer: Uint8Array) => {
    if (buffer.length === 0 || ++reads > 2000) throw new Error("the reader reads in vain");
    return FakeConnection.prototype.read.call(connection, buffer);
  };
  try {
    const found = await new FrameReader(Object.assign(connection, { read }), framer).next();
    return found === null ? "nothing" : found.frame.length;
  } catch (error) {
    return error instanceof FrameError ? error.code : String(error);
  }
}

/** Frames that end with `mark` bytes of 0xff, of which they have none themselves. */
function endedBy(mark: number, limit: number): Framer<Uint8Array> {
  return {
    limit,
    overhead: mark,
    decode(bytes) {
      const length = endOf(bytes, mark);
      if ((length ?? bytes.length - mark) > limit) throw new FrameError("frame_too_long", "too long");
      return length === undefined ? undefined : { frame: bytes.subarray(0, length), length: length + mark };
    },
    encode: (frame) => joined([frame, new Uint8Array(mark).fill(0xff)]),
  };
}

/** The same by somebody who forgot the limit while there is no end in sight. */
function withoutRefusal(framer: Framer<Uint8Array>): Framer<Uint8Array> {
  return {
    ...framer,
    decode(bytes, scanned) {
      const end = endOf(bytes, framer.overhead!);
      return end === undefined ? undefined : framer.decode(bytes, scanned);
    },
  };
}

/** Frames that begin with their length, in `mark` bytes. */
function begunBy(mark: number, limit: number): Framer<Uint8Array> {
  return {
    limit,
    overhead: mark,
    decode(bytes) {
      if (bytes.length < mark) return undefined;
      const length = bytes.subarray(0, mark).reduce((sum, byte) => sum * 256 + byte, 0);
      if (length > limit) throw new FrameError("frame_too_long", "too long");
      if (bytes.length < mark + length) return undefined;
      return { frame: bytes.subarray(mark, mark + length), length: mark + length };
    },
    encode(frame) {
      const head = Array.from(
        { length: mark },
        (_, at) => Math.floor(frame.length / 256 ** (mark - 1 - at)) % 256,
      );
      return joined([Uint8Array.from(head), frame]);
    },
  };
}

function endOf(bytes: Uint8Array, mark: number): number | undefined {
  const end = bytes.indexOf(0xff);
  return end === -1 || bytes.length < end + mark ? undefined : end;
}

function sizesAround(limit: number): number[] {
  return [-9, -8, -4, -3, -2, -1, 0, 1, 2, 3, 4, 8, 9, 17].map((more) => limit + more).filter((size) =>
    size >= 0
  );
}

function filled(size: number): Uint8Array {
  return new Uint8Array(size).fill(0x61);
}

function errorOf(deed: () => unknown): string {
  try {
    deed();
    return "none";
  } catch (error) {
    return (error as Error).name;
  }
}
