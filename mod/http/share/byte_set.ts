import type { ByteRange } from "../semantics/byte_ranges.ts";

/** A set of bytes, kept as ranges that neither touch nor overlap, in order. */
export class ByteSet {
  #ranges: ByteRange[] = [];

  /** Adds a range; an empty one changes nothing. */
  add({ start, end }: ByteRange): void {
    if (start >= end) return;
    const before = this.#ranges.filter((range) => range.end < start);
    const after = this.#ranges.filter((range) => range.start > end);
    const touched = this.#ranges.slice(before.length, this.#ranges.length - after.length);
    const joined = {
      start: Math.min(start, touched[0]?.start ?? start),
      end: Math.max(end, touched.at(-1)?.end ?? end),
    };
    this.#ranges = [...before, joined, ...after];
  }

  /** Adds all of another set. */
  addAll(other: ByteSet): void {
    for (const range of other.#ranges) this.add(range);
  }

  /** Takes every byte out. */
  clear(): void {
    this.#ranges = [];
  }

  /** Whether every byte of the range is in it. */
  covers({ start, end }: ByteRange): boolean {
    return start >= end || this.#ranges.some((range) => range.start <= start && range.end >= end);
  }

  /** What is missing of the range, in order. */
  missing({ start, end }: ByteRange): ByteRange[] {
    const gaps: ByteRange[] = [];
    let at = start;
    for (const range of this.#ranges) {
      if (range.start > at && at < end) gaps.push({ start: at, end: Math.min(range.start, end) });
      at = Math.max(at, range.end);
    }
    if (at < end) gaps.push({ start: at, end });
    return gaps;
  }

  /** The ranges, in order. */
  get ranges(): readonly ByteRange[] {
    return this.#ranges;
  }

  /** How many bytes are in it. */
  get size(): number {
    return this.#ranges.reduce((sum, range) => sum + range.end - range.start, 0);
  }
}
