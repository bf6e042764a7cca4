import { assertEquals } from "@std/assert";
import { contentRange, parseByteRanges } from "../../../mod/http/semantics/byte_ranges.ts";

/** undefined: ignored; []: 416; else start-end of each, the end not included. Length 10. */
const TABLE: [value: string, ranges: [number, number][] | undefined][] = [
  ["bytes=0-0", [[0, 1]]],
  ["bytes=2-4", [[2, 5]]],
  ["bytes=5-", [[5, 10]]],
  ["bytes=-3", [[7, 10]]],
  ["bytes=-30", [[0, 10]]],
  ["bytes=8-99", [[8, 10]]],
  ["Bytes=0-1, 5-6", [[0, 2], [5, 7]]],
  ["bytes=5-6,0-1", [[5, 7], [0, 2]]],
  ["bytes=0-5,3-7", [[0, 8]]],
  ["bytes=0-,0-,0-", [[0, 10]]],
  ["bytes=0-99999999999999999999999999", [[0, 10]]],
  ["bytes=-99999999999999999999999999", [[0, 10]]],
  ["bytes=99999999999999999999999999-", []],
  ["bytes=99999999999999999999999999-99999999999999999999999998", undefined],
  ["bytes=10-", []],
  ["bytes=99-100", []],
  ["bytes=-0", []],
  ["bytes=10-,0-0", [[0, 1]]],
  ["bytes=4-2", undefined],
  ["bytes=a-b", undefined],
  ["bytes=-", undefined],
  ["bytes=", undefined],
  ["bytes=0-1-2", undefined],
  ["lines=0-1", undefined],
  [`bytes=${Array(65).fill("0-0").join(",")}`, undefined],
];

Deno.test("parseByteRanges() reads what RFC 9110 §14 allows", () => {
  for (const [value, expected] of TABLE) {
    const ranges = parseByteRanges(value, 10)?.map(({ start, end }) => [start, end]);
    assertEquals(ranges, expected, value);
  }
});

Deno.test("parseByteRanges() finds nothing in an empty file but its end, which is all of it", () => {
  assertEquals(parseByteRanges("bytes=0-", 0), []);
  assertEquals(parseByteRanges("bytes=-0", 0), []);
  assertEquals(parseByteRanges("bytes=-5", 0), undefined);
});

Deno.test("contentRange() counts the last byte in", () =>
  assertEquals(contentRange({ start: 2, end: 5 }, 10), "bytes 2-4/10"));
