/*
The order of names in a listing is that of `Intl.Collator`: accents and case count last, numbers in names count
as numbers. It compares two names in half a microsecond, and a folder of twenty thousand needs three hundred
thousand comparisons. Most of them are easy: two names are alike up to a place where two plain letters, or two
numbers, differ, and whatever comes behind them counts less (Unicode Technical Standard 10, §1.1). So each name
gets a key of bytes, as far as it is of ASCII, by ranks that the collator itself has given; and the keys are
sorted byte by byte (multikey quicksort, Bentley and Sedgewick 1997), which looks at each a few times. Names that
their keys do not tell apart are left to the collator.
*/

import type { SharedTurns } from "../../../fs/shared_turns.ts";
import { cooperativeSort } from "./cooperative_sort.ts";

/**
 * Sorts names as English does, numbers as numbers: exactly as `Intl.Collator` does, only sooner.
 *
 * @param turns of all who have such work
 * @returns the places of the names, in their order
 */
export async function sortedNames(
  names: readonly string[],
  turns: Pick<SharedTurns, "run">,
): Promise<Uint32Array> {
  const sort = new NameSort(names);
  while (!sort.hasKeys) await turns.run(() => sort.makeKeys());
  while (!sort.done) {
    const alike = await turns.run(() => sort.some());
    if (alike === undefined) continue;
    alike.set(await cooperativeSort([...alike], sort.byCollator, turns));
  }
  return sort.order;
}

/** Some of the order: where it begins and ends, and how many bytes of the keys in it are the same. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

class NameSort {
  readonly order: Uint32Array;
  readonly #names: readonly string[];
  readonly #collator = new Intl.Collator("en", { numeric: true });
  readonly #ranks = asciiRanks();
  #bytes = new Uint8Array(64 * 1024);
  /** Where the key of a name begins; it ends where the next one does. */
  readonly #starts: Uint32Array;
  #made = 0;
  readonly #parts: Part[];

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#starts = new Uint32Array(names.length + 1);
    this.order = Uint32Array.from(names.keys());
    this.#parts = [{ start: 0, end: names.length, depth: 0 }];
  }

  get hasKeys(): boolean {
    return this.#made === this.#names.length;
  }

  get done(): boolean {
    return this.#parts.length === 0;
  }

  readonly byCollator = (a: number, b: number): number =>
    this.#collator.compare(this.#names[a]!, this.#names[b]!);

  /** Makes some of the keys. */
  makeKeys(): void {
    for (let left = TOGETHER; left > 0 && !this.hasKeys; left--) {
      const name = this.#names[this.#made]!;
      const start = this.#starts[this.#made++]!;
      const most = start + 3 * name.length + 1;
      if (most > this.#bytes.length) this.#grow(most);
      this.#starts[this.#made] = this.#writeKey(name, start);
    }
  }

  /** Goes on for a while. @returns a part of the order that only the collator can sort, if it comes to one */
  some(): Uint32Array | undefined {
    for (let left = TOGETHER; left > 0;) {
      const part = this.#parts.pop();
      if (part === undefined) return undefined;
      left -= part.end - part.start;
      if (part.end - part.start <= FEW) this.#insert(part);
      else if (this.#isAlike(part)) return this.order.subarray(part.start, part.end);
      else this.#divide(part);
    }
    return undefined;
  }

  /** @returns where it ends */
  #writeKey(name: string, start: number): number {
    const bytes = this.#bytes;
    let end = start;
    /** Where the last part of the key begins: a character or a number. */
    let last = start;
    for (let at = 0; at < name.length; at++) {
      const code = name.charCodeAt(at);
      const rank = code < ASCII ? this.#ranks[code]! : 0;
      // What stands behind a letter may make another one of it, and other digits may go on with a number.
      if (rank === 0) return last;
      last = end;
      if (!isDigit(code)) {
        bytes[end++] = rank;
        continue;
      }
      const behind = numberEnd(name, at);
      while (at < behind && name.charCodeAt(at) === ZERO) at++;
      if (behind - at > MOST_DIGITS) return last;
      // All numbers stand in one place among other characters; how many digits there are, and they.
      bytes[end++] = this.#ranks[ZERO]!;
      bytes[end++] = behind - at + 1;
      for (; at < behind; at++) bytes[end++] = name.charCodeAt(at);
      at--;
    }
    bytes[end++] = WHOLE;
    return end;
  }

  #grow(least: number): void {
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, least));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  /** A byte of a key; {@linkcode CUT} behind its end. */
  #byteOf(name: number, depth: number): number {
    const at = this.#starts[name]! + depth;
    return at < this.#starts[name + 1]! ? this.#bytes[at]! : CUT;
  }

  /** Whether a key in it says no more, so that nothing is known of what comes behind; or all have ended. */
  #isAlike({ start, end, depth }: Part): boolean {
    let whole = true;
    for (let at = start; at < end; at++) {
      const byte = this.#byteOf(this.order[at]!, depth);
      if (byte === CUT) return true;
      whole &&= byte === WHOLE;
    }
    return whole;
  }

  /** Smaller bytes to the front, larger ones to the end, and what is the same as some byte in between. */
  #divide({ start, end, depth }: Part): void {
    const { order } = this;
    const middle = this.#byteOf(order[start + end >> 1]!, depth);
    let [front, back] = [start, end];
    for (let at = start; at < back;) {
      const name = order[at]!;
      const byte = this.#byteOf(name, depth);
      if (byte === middle) at++;
      else if (byte < middle) {
        order[at++] = order[front]!;
        order[front++] = name;
      } else {
        order[at] = order[--back]!;
        order[back] = name;
      }
    }
    this.#push(back, end, depth);
    this.#push(front, back, middle === WHOLE ? depth : depth + 1);
    this.#push(start, front, depth);
  }

  #push(start: number, end: number, depth: number): void {
    if (end - start > 1) this.#parts.push({ start, end, depth });
  }

  #insert({ start, end, depth }: Part): void {
    const { order } = this;
    for (let next = start + 1; next < end; next++) {
      const name = order[next]!;
      let at = next;
      for (; at > start && this.#compare(order[at - 1]!, name, depth) > 0; at--) order[at] = order[at - 1]!;
      order[at] = name;
    }
  }

  #compare(a: number, b: number, depth: number): number {
    for (let at = depth;; at++) {
      const [left, right] = [this.#byteOf(a, at), this.#byteOf(b, at)];
      if (left === CUT || right === CUT || left === WHOLE && right === WHOLE) return this.byCollator(a, b);
      if (left !== right) return left - right;
    }
  }
}

function numberEnd(name: string, from: number): number {
  let end = from;
  while (isDigit(name.charCodeAt(end))) end++;
  return end;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}

const [ASCII, ZERO] = [0x80, 0x30];
/** The end of a key that says all of its name: before any other byte. */
const WHOLE = 0;
/** The end of one that does not. */
const CUT = -1;
/** The digits of a number in a key. */
const MOST_DIGITS = 100;
/** Names that are sorted by comparing them. */
const FEW = 8;
/** Names that are looked at in one go. */
const TOGETHER = 1024;

/**
 * The ranks of the visible characters of ASCII, from 1: those with different ranks differ in the first place that
 * counts. Controls have none, because some collations skip them.
 */
function asciiRanks(): Uint8Array {
  const base = new Intl.Collator("en", { sensitivity: "base" });
  const characters = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at));
  characters.sort(base.compare);
  const ranks = new Uint8Array(ASCII);
  let rank = 1;
  for (const [at, character] of characters.entries()) {
    if (at > 0 && base.compare(characters[at - 1]!, character) !== 0) rank++;
    ranks[character.charCodeAt(0)] = rank;
  }
  return ranks;
}
