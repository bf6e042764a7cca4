/*
Bytes in a deflate stream that does not compress them (RFC 1951 §3.2.4): blocks of 65535 bytes, each
behind five bytes that say its length and whether it is the last. Its length follows from theirs, and
any part of it can be made without the parts before.
*/

import type { ByteRange } from "../../semantics/byte_ranges.ts";

/** Bytes in a block: the most that its length can say. */
const BLOCK = 0xffff;
const HEAD = 5;

/** The length of the stream, bytes. @param size of what is in it, at least 1 */
export function blocksLength(size: number): number {
  return size + HEAD * Math.ceil(size / BLOCK);
}

/** Which bytes are needed for a part of the stream. @param part not empty */
export function bytesForBlocks({ start, end }: ByteRange): ByteRange {
  const last = end - 1;
  return { start: placeInBytes(start), end: placeInBytes(last) + 1 };
}

/** For a place in the head of a block, that of its first byte. */
function placeInBytes(at: number): number {
  const block = Math.floor(at / (BLOCK + HEAD));
  return block * BLOCK + Math.max(0, at - block * (BLOCK + HEAD) - HEAD);
}

/** A piece of a stream. */
export interface BlockPiece {
  /** Where it begins in the stream. */
  readonly at: number;
  /** Good until the next one is made. */
  readonly bytes: Uint8Array;
}

/** Makes the pieces of one stream, one after the other. */
export class StoredBlocks {
  #buffer = new Uint8Array(0);

  /** @param size of what is in the stream, bytes */
  constructor(readonly size: number) {}

  /** The piece with these bytes in it, and the heads of all blocks that begin with one of them. */
  piece(from: number, bytes: Uint8Array): BlockPiece {
    const most = bytes.length + HEAD * (Math.floor(bytes.length / BLOCK) + 2);
    if (this.#buffer.length < most) this.#buffer = new Uint8Array(most);
    let length = 0;
    for (let done = 0; done < bytes.length;) {
      const inside = (from + done) % BLOCK;
      if (inside === 0) length += this.#head(from + done, length);
      const part = bytes.subarray(done, done + BLOCK - inside);
      this.#buffer.set(part, length);
      length += part.length;
      done += part.length;
    }
    const at = from + HEAD * Math.ceil(from / BLOCK);
    return { at, bytes: this.#buffer.subarray(0, length) };
  }

  #head(from: number, at: number): number {
    const length = Math.min(BLOCK, this.size - from);
    const last = from + length === this.size ? 1 : 0;
    const [low, high] = [length & 0xff, length >> 8];
    this.#buffer.set([last, low, high, low ^ 0xff, high ^ 0xff], at);
    return HEAD;
  }
}
