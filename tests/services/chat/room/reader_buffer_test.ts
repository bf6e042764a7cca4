import { assertEquals } from "@std/assert";
import { ReaderBuffer } from "../../../../mod/services/chat/room/reader_buffer.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
/** One line as it is queued. */
const one = (text: string) => ({ bytes: bytes(text), count: 1 });
const text = (taken: Uint8Array | undefined) => taken && new TextDecoder().decode(taken);

function small(): ReaderBuffer {
  return new ReaderBuffer({ lines: 3, bytes: 100, missedLine: (count) => bytes(`missed ${count}\n`) });
}

Deno.test("ReaderBuffer gives gathered lines back in order", () => {
  const buffer = small();
  buffer.push(one("a\n"));
  buffer.push(one("b\n"));
  assertEquals(text(buffer.take(1000)), "a\nb\n");
  assertEquals(buffer.take(1000), undefined);
});

Deno.test("ReaderBuffer takes whole lines up to the size, and a longer first one", () => {
  const buffer = small();
  for (const line of ["long line\n", "b\n", "c\n"]) buffer.push(one(line));
  assertEquals(text(buffer.take(1)), "long line\n");
  assertEquals(text(buffer.take(3)), "b\n");
});

Deno.test("ReaderBuffer counts what does not fit and says so where the gap is", () => {
  const buffer = small();
  for (const line of ["1\n", "2\n", "3\n", "4\n", "5\n"]) buffer.push(one(line));
  assertEquals(buffer.missed, 2);
  assertEquals(text(buffer.take(1000)), "1\n2\n3\nmissed 2\n");
  assertEquals([buffer.missed, buffer.push(one("6\n")), text(buffer.take(9))], [0, true, "6\n"]);
});

Deno.test("ReaderBuffer keeps or misses lines that were said together as one, and counts each", () => {
  const buffer = small();
  const together = (text: string) => ({ bytes: bytes(text), count: text.split("\n").length - 1 });
  assertEquals(buffer.push(together("1\n2\n")), true);
  assertEquals([buffer.push(together("3\n4\n")), buffer.missed], [false, 2]);
  assertEquals(text(buffer.take(1)), "1\n2\nmissed 2\n");
  assertEquals([buffer.push(together("5\n6\n7\n")), buffer.push(one("8\n"))], [true, false]);
});

Deno.test("ReaderBuffer takes into an empty queue what is too long for a full one", () => {
  const buffer = small();
  assertEquals(buffer.push({ bytes: new Uint8Array(200), count: 9 }), true);
  assertEquals([buffer.push(one("1\n")), buffer.take(1)?.length], [false, 200 + "missed 1\n".length]);
});

Deno.test("ReaderBuffer does not resume before the reader has caught up", () => {
  const buffer = small();
  for (const line of ["1\n", "2\n", "3\n", "4\n"]) buffer.push(one(line));
  assertEquals(text(buffer.take(2)), "1\n");
  assertEquals(buffer.push(one("5\n")), false);
  assertEquals(text(buffer.take(1000)), "2\n3\nmissed 2\n");
});

Deno.test("ReaderBuffer is bounded in bytes", () => {
  const buffer = small();
  assertEquals(buffer.push({ bytes: new Uint8Array(90), count: 1 }), true);
  assertEquals(buffer.push({ bytes: new Uint8Array(20), count: 1 }), false);
});

Deno.test("ReaderBuffer keeps its order over many pushes and takes", () => {
  const buffer = new ReaderBuffer({ lines: 5000, bytes: 1e6, missedLine: () => bytes("!") });
  const seen: string[] = [];
  for (let i = 0; i < 5000; i++) {
    buffer.push(one(`${i},`));
    if (i % 3 === 0) seen.push(text(buffer.take(8))!);
  }
  for (let rest = buffer.take(64); rest; rest = buffer.take(64)) seen.push(text(rest)!);
  assertEquals(seen.join(""), Array.from({ length: 5000 }, (_, i) => `${i},`).join(""));
});
