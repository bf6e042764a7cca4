import type { ByteRange } from "../../semantics/byte_ranges.ts";

/** A set of bytes, kept as ranges that neither touch nor overlap, in order. */
export class ByteSet {
  #ranges: ByteRange[] = [];

  /** Adds a range; an empty one changes nothing. */
  add({ start, end }: ByteRange): void {
    if (start >= end) return;
    const first = this.#firstThat((range) => range.end >= start);
    const behind = this.#firstThat((range) => range.start > end);
    const touched = { start: this.#ranges[first]?.start ?? start, end: this.#ranges[behind - 1]?.end ?? end };
    const joined = behind > first
      ? { start: Math.min(start, touched.start), end: Math.max(end, touched.end) }
      : { start, end };
    this.#ranges.splice(first, behind - first, joined);
  }

  /** The index of the first range for which this is true; it must be true for all after it. */
  #firstThat(isSo: (range: ByteRange) => boolean): number {
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isSo(this.#ranges[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Adds all of another set. */
  addAll(other: ByteSet): void {
    for (const range of other.#ranges) this.add(range);
  }

  /** Removes every byte. */
  clear(): void {
    this.#ranges = [];
  }

  /** Whether every byte of the range is in it. */
  covers({ start, end }: ByteRange): boolean {
    return start >= end || this.#ranges.some((range) => range.start <= start && range.end >= end);
  }

  /** The missing parts of the range, in order. */
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
