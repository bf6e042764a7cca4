import { assertEquals } from "@std/assert";
import { ByteRanges } from "../../../../mod/lab/watch/page/assets/byte_ranges.js";
import { lettersOf, previewBytes } from "../../../../mod/lab/watch/page/assets/bytes.js";
import { compareBorders, StreamLines } from "../../../../mod/lab/watch/page/assets/stream_lines.js";
import { fc, property } from "../../../_kit/property.ts";

const encoder = new TextEncoder();

/** A stream of these texts, of which only so many bytes each are known. */
function stream(texts: readonly string[], receives: readonly number[], width: number, known = Infinity) {
  const [sent, received] = [new ByteRanges(), new ByteRanges()];
  const data = texts.map((text) => encoder.encode(text));
  data.forEach((bytes, event) => sent.add(event, bytes.length));
  receives.forEach((length, event) => received.add(100 + event, length));
  const dataOf = (event: number) => data[event]!.subarray(0, known);
  return {
    sent,
    received,
    lines: new StreamLines(sent, received, { dataOf, lengthOf: (e) => dataOf(e).length }, width),
  };
}

Deno.test("three sends that became one receive, on two lines", () => {
  const { sent, received, lines } = stream(["abc", "de", "fgh"], [8], 4);
  assertEquals(lines.count, 2);
  const [first, second] = [lines.line(0), lines.line(1)];
  assertEquals([first, second].map(({ letters }) => letters.map(({ text }) => text).join("")), [
    "abcd",
    "efgh",
  ]);
  assertEquals(first.sent.map(({ from, to, begins, ends, length }) => [from, to, begins, ends, length]), [
    [0, 3, true, true, 3],
    [3, 4, true, false, 2],
  ]);
  assertEquals(second.sent.map(({ from, to, begins }) => [from, to, begins]), [[4, 5, false], [5, 8, true]]);
  assertEquals(second.received.map(({ event, begins, ends }) => [event, begins, ends]), [[100, false, true]]);
  assertEquals(compareBorders(sent, received), { sends: 3, receives: 1, shared: 0 });
});

Deno.test("bytes that the recording does not have are one line", () => {
  const { lines } = stream(["a".repeat(10), "b".repeat(10)], [], 4, 6);
  const all = Array.from({ length: lines.count }, (_, at) => lines.line(at));
  assertEquals(all.map(({ from, to, isKnown }) => [from, to, isKnown]), [
    [0, 4, true],
    [4, 6, true],
    [6, 10, false],
    [10, 14, true],
    [14, 16, true],
    [16, 20, false],
  ]);
  assertEquals([0, 5, 8, 9, 10, 19].map((byte) => lines.lineOf(byte)), [0, 1, 2, 2, 3, 5]);
});

Deno.test("a border is shared where a receive ends with a send, and neither the beginning nor the end counts", () => {
  const { sent, received } = stream(["ab", "cd", "ef"], [2, 4], 8);
  assertEquals(compareBorders(sent, received), { sends: 3, receives: 2, shared: 1 });
});

Deno.test("letters of UTF-8 are one, control characters and halves of letters are escaped", () => {
  const shown = (bytes: Uint8Array) => lettersOf(bytes).map(({ text }) => text);
  assertEquals(shown(encoder.encode("é€😀\n\u202e")), ["é", "€", "😀", "\\n", "\\xe2", "\\x80", "\\xae"]);
  assertEquals(shown(encoder.encode("é").subarray(0, 1)), ["\\xc3"]);
  assertEquals(previewBytes(encoder.encode("hello world"), 6), '"hello …"');
  assertEquals(previewBytes(encoder.encode("hé\n"), 10, 3000), '"hé\\n…"');
});

property(
  "every byte of a stream is on one line, in order",
  fc.tuple(
    fc.array(fc.string({ maxLength: 9 }), { maxLength: 8 }),
    fc.integer({ min: 1, max: 7 }),
    fc.nat({ max: 9 }),
  ),
  ([texts, width, known]) => {
    const { sent, lines } = stream(texts, [], width, known);
    let at = 0;
    for (let number = 0; number < lines.count; number++) {
      const { from, to, letters, isKnown } = lines.line(number);
      assertEquals(from, at);
      if (isKnown) assertEquals(letters.reduce((sum, { bytes }) => sum + bytes, 0), to - from);
      at = to;
    }
    assertEquals(at, sent.total);
  },
);
