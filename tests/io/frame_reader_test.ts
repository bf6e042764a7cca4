import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { chunks } from "../../mod/io/chunks.ts";
import { FrameError, type Framer } from "../../mod/io/framer.ts";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { lines, textLines } from "../../mod/io/lines.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";

const TEXT = "un\r\ndeux\n\nça va ? 👍\nlast";
const LINES = ["un", "deux", "", "ça va ? 👍", "last"];

async function all(connection: FakeConnection): Promise<string[]> {
  return await Array.fromAsync(new FrameReader(connection, textLines()));
}

Deno.test("FrameReader gives the same lines however the bytes are cut", async () => {
  assertEquals(await all(new FakeConnection([TEXT])), LINES);
  assertEquals(await all(FakeConnection.byteByByte(TEXT)), LINES);
  const bytes = new TextEncoder().encode(TEXT);
  for (let cut = 1; cut < bytes.length; cut++) {
    assertEquals(await all(new FakeConnection([bytes.subarray(0, cut), bytes.subarray(cut)])), LINES);
  }
});

Deno.test("FrameReader.take() gives what is buffered and does not wait", async () => {
  const reader = new FrameReader(new FakeConnection(["a\nb\nc", "d\n"]), textLines());
  assertEquals((await reader.next())?.frame, "a");
  assertEquals(reader.take()?.frame, "b");
  assertEquals(reader.take(), undefined);
  assertEquals((await reader.next())?.frame, "cd");
  assertEquals(await reader.next(), null);
});

Deno.test("FrameReader grows for a long line and keeps what follows", async () => {
  const long = "x".repeat(50_000);
  const reader = new FrameReader(new FakeConnection([`${long}\nshort\n`]), textLines());
  assertEquals((await reader.next())?.frame.length, 50_000);
  assertEquals((await reader.next())?.frame, "short");
});

Deno.test("FrameReader takes a line of exactly the limit and refuses one byte more", async () => {
  const fits = FakeConnection.byteByByte("12345\r\n");
  assertEquals((await new FrameReader(fits, textLines({ limit: 5 })).next())?.frame, "12345");
  const over = new FrameReader(FakeConnection.byteByByte("123456\n"), textLines({ limit: 5 }));
  const error = await assertRejects(() => over.next(), FrameError);
  assertEquals(error.code, "frame_too_long");
});

Deno.test("FrameReader refuses a flood without a line end after reading little more than the limit", async () => {
  const flood = new FakeConnection(Array.from({ length: 1000 }, () => "x".repeat(1000)));
  await assertRejects(() => new FrameReader(flood, lines({ limit: 10_000 })).next(), FrameError);
  assertEquals(flood.bytesRead < 100_000, true);
});

Deno.test("FrameReader says that a stream broke off inside a frame when the framer has no last frame", async () => {
  const framer = { ...textLines(), final: undefined };
  const error = await assertRejects(
    () => new FrameReader(new FakeConnection(["ab"]), framer).next(),
    FrameError,
  );
  assertEquals(error.code, "frame_truncated");
});

Deno.test("FrameReader.rest() hands over the bytes after the last frame", async () => {
  const reader = new FrameReader(new FakeConnection(["OK\n5\nhel"]), textLines());
  assertEquals([(await reader.next())?.frame, (await reader.next())?.frame], ["OK", "5"]);
  assertEquals(new TextDecoder().decode(reader.rest()), "hel");
});

Deno.test("chunks() makes a message of whatever one read returned", async () => {
  const reader = new FrameReader(new FakeConnection(["bonjour", "fin\n"]), chunks());
  const decoder = new TextDecoder();
  assertEquals(decoder.decode((await reader.next())!.frame), "bonjour");
  assertEquals(decoder.decode((await reader.next())!.frame), "fin\n");
  assertEquals(await reader.next(), null);
});

Deno.test("lines() encodes a line with its end", () => {
  assertEquals(lines().encode(Uint8Array.of(65)), Uint8Array.of(65, 10));
  assertEquals(textLines().encode("é"), Uint8Array.of(0xc3, 0xa9, 10));
});

const WRONG_LENGTHS: readonly unknown[] = [0, -1, 0.5, 3, NaN, Infinity, "1", 1n, true, null, undefined];

Deno.test("FrameReader refuses a frame whose length is none, whatever the framer gives", async () => {
  for (const found of [null, false, 0, "", ...WRONG_LENGTHS.map((length) => ({ frame: 1, length }))]) {
    const framer = { limit: 5, decode: () => found, encode: () => new Uint8Array() } as unknown as Framer<1>;
    const reader = new FrameReader(new FakeConnection([Uint8Array.of(1, 2)]), framer);
    await assertRejects(() => reader.next(), TypeError, "Cannot read frames: the framer found a frame of ");
  }
});

Deno.test("FrameReader refuses a limit or an overhead that is no number of bytes", () => {
  for (const wrong of [-1, NaN, 1.5, "5", null, 5n, -Infinity]) {
    for (const options of [{ limit: wrong }, { limit: 5, overhead: wrong === null ? "" : wrong }]) {
      const framer = { ...lines(), ...options } as unknown as Framer<Uint8Array>;
      assertThrows(
        () => new FrameReader(new FakeConnection([]), framer),
        RangeError,
        "not a number of bytes",
      );
    }
  }
});
