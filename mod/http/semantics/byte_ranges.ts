/** Bytes `start` to `end`, `end` not included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Most ranges honoured in one request: more is an attack or a mistake, and is answered with the
 * whole file (RFC 9110 §17.15).
 */
const MOST_RANGES = 64;

/**
 * Reads a Range field against a length (RFC 9110 §14).
 *
 * @param value the field's value
 * @param length of the representation, bytes
 * @returns the ranges that can be satisfied, merged where they overlap; an empty list means 416;
 * undefined means an unknown or malformed range, so the field must be ignored
 */
export function parseByteRanges(value: string, length: number): readonly ByteRange[] | undefined {
  const list = /^bytes\s*=(.*)$/i.exec(value.trim())?.[1];
  const specs = list?.split(",").map((spec) => spec.trim()).filter((spec) => spec !== "") ?? [];
  if (specs.length === 0 || specs.length > MOST_RANGES) return undefined;
  const ranges: ByteRange[] = [];
  for (const spec of specs) {
    const range = parseSpec(spec, length);
    if (range === undefined) return undefined;
    if (range !== null) ranges.push(range);
  }
  return merged(ranges);
}

/** The Content-Range of one part. */
export function contentRange(range: ByteRange, length: number): string {
  return `bytes ${range.start}-${range.end - 1}/${length}`;
}

/** undefined: malformed; null: well-formed, beyond the end. */
function parseSpec(spec: string, length: number): ByteRange | null | undefined {
  const [, first, last] = /^(\d*)-(\d*)$/.exec(spec) ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  if (first === "") return suffix(Number(last), length);
  // Beyond 2^53 a number is no longer exact, but it is beyond the end of every file as well.
  const start = Number(first);
  const end = last === "" ? length : Math.min(Number(last) + 1, length);
  if (last !== "" && BigInt(last) < BigInt(first)) return undefined;
  return start >= length ? null : { start, end };
}

/**
 * The last bytes of an empty file are all of it, which no Content-Range can express: the field is
 * ignored.
 */
function suffix(count: number, length: number): ByteRange | null | undefined {
  if (count === 0) return null;
  return length === 0 ? undefined : { start: Math.max(0, length - count), end: length };
}

/**
 * Overlapping ranges are joined, in the order they were asked for: nobody gets the same bytes a hundred times
 * over.
 */
function merged(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  const overlap = sorted.some((range, at) => at > 0 && range.start < sorted[at - 1]!.end);
  if (!overlap) return ranges;
  const joined: ByteRange[] = [];
  for (const range of sorted) {
    const before = joined.at(-1);
    if (before === undefined || range.start > before.end) joined.push(range);
    else joined[joined.length - 1] = { start: before.start, end: Math.max(before.end, range.end) };
  }
  return joined;
}
