/**
 * Frames of every value that could be taken for a sign, through every way of reading: none of them ends the
 * stream.
 */
import { assertEquals } from "@std/assert";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import type { Framer } from "../../mod/io/framer.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";

const VALUES = [null, undefined, 0, -0, "", false, NaN, 0n];

/** One byte, one frame: which of the values it is. */
const values: Framer<unknown> = {
  limit: 1,
  overhead: 0,
  decode: (bytes) => ({ frame: VALUES[bytes[0]!], length: 1 }),
  encode: (frame) => Uint8Array.of(VALUES.findIndex((each) => Object.is(each, frame))),
};

/** The same, of which each needs a line end that the last one does not have. */
const lastWithoutEnd: Framer<unknown> = {
  ...values,
  decode: (bytes) => bytes.length < 2 ? undefined : { frame: VALUES[bytes[0]!], length: 2 },
  limit: 10,
  final: (bytes) => ({ frame: VALUES[bytes[0]!] }),
};

const WAYS: Record<string, (reader: FrameReader<unknown>) => Promise<unknown[]>> = {
  "for await": (reader) => Array.fromAsync(reader),
  "next()": async (reader) => {
    const frames: unknown[] = [];
    for (let found = await reader.next(); found !== null; found = await reader.next()) {
      frames.push(found.frame);
    }
    return frames;
  },
  "take() between two next()": async (reader) => {
    const frames: unknown[] = [];
    for (let found = await reader.next(); found !== null; found = reader.take() ?? await reader.next()) {
      frames.push(found.frame);
    }
    return frames;
  },
};

for (const [way, read] of Object.entries(WAYS)) {
  for (const value of VALUES) {
    Deno.test(`FrameReader reads past a frame of ${shown(value)} by ${way}`, async () => {
      const expected = [value, 0, value, value, "", value];
      const bytes = Uint8Array.from(expected.flatMap((each) => [...values.encode(each)]));
      const byByte = Array.from(bytes, (byte) => Uint8Array.of(byte));
      for (const pieces of [[bytes], byByte]) {
        assertEquals(await read(new FrameReader(new FakeConnection(pieces), values)), expected);
      }
    });

    Deno.test(`FrameReader gives a last frame of ${shown(value)} by ${way}`, async () => {
      const bytes = Uint8Array.of(...values.encode(value), 10, ...values.encode(value));
      const reader = new FrameReader(new FakeConnection([bytes]), lastWithoutEnd);
      assertEquals(await read(reader), [value, value]);
    });
  }
}

function shown(value: unknown): string {
  return typeof value === "string"
    ? '""'
    : typeof value === "bigint"
    ? `${value}n`
    : Object.is(value, -0)
    ? "-0"
    : String(value);
}
