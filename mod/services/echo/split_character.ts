import { announcedLength } from "./upper_case.ts";

/**
 * Puts characters together again whose bytes came in two segments.
 *
 * A segment may end anywhere, in the middle of a character too, and half a character has no upper case. So
 * its bytes (three at most) are kept back until the rest comes.
 */
export class SplitCharacter {
  #held = new Uint8Array(0);

  /** Whether bytes are being kept back. */
  get holding(): boolean {
    return this.#held.length > 0;
  }

  /**
   * Adds what has come.
   *
   * @returns everything that is complete now: a view into `bytes` where that is possible.
   */
  push(bytes: Uint8Array): Uint8Array {
    const all = this.#held.length === 0 ? bytes : join(this.#held, bytes);
    const complete = all.length - incompleteTail(all);
    this.#held = all.slice(complete);
    return all.subarray(0, complete);
  }

  /** Gives up waiting: returns the bytes kept back, as they came. */
  release(): Uint8Array {
    const held = this.#held;
    this.#held = new Uint8Array(0);
    return held;
  }
}

/** How many bytes at the end are the beginning of a character and not all of it. */
export function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) !== 0x80) return announcedLength(byte) > back ? back : 0;
  }
  return 0;
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
