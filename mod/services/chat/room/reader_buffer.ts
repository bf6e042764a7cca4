/**
 * The lines that one reader has not read yet, within bounds.
 *
 * In a chat everybody's line must reach everybody, and one of them is always slow: a laptop that sleeps, a
 * terminal that is stopped with Ctrl-S. A server that waits for that reader stops the whole room (ncat's chat
 * does); one that queues without limit runs out of memory; one that drops bytes where the kernel's buffer
 * ends tears lines apart. Here each reader has a queue of whole lines with a limit. When it is full, further
 * lines are counted instead of kept, until the reader has emptied the queue: then it is told how many it
 * missed, and goes on from now. Order is kept, the gap is marked where it is, and nobody else noticed.
 *
 * Lines that were said together are one entry. Their bytes are shared: they are encoded once, and every reader's queue
 * refers to the same array.
 */

import type { EncodedLines } from "../line_batch.ts";

/** How much one reader may leave unread. */
export interface ReaderBufferOptions {
  /** Lines kept at most. */
  lines: number;
  /** Bytes kept at most. */
  bytes: number;
  /** The line that says how many were missed; the buffer owns what it returns. */
  missedLine(count: number): Uint8Array;
}

/** A bounded queue of encoded lines; the owner takes gathered bytes out of it. */
export class ReaderBuffer {
  readonly #options: ReaderBufferOptions;
  #entries: EncodedLines[] = [];
  #head = 0;
  #lines = 0;
  #bytes = 0;
  #missed = 0;

  constructor(options: ReaderBufferOptions) {
    this.#options = options;
  }

  /** Lines that were not kept since the reader last caught up. */
  get missed(): number {
    return this.#missed;
  }

  /** Whether a further half would not fit. */
  get isHalfFull(): boolean {
    return this.#lines > this.#options.lines / 2 || this.#bytes > this.#options.bytes / 2;
  }

  /** Whether there is nothing to take. */
  get isEmpty(): boolean {
    return this.#head === this.#entries.length && this.#missed === 0;
  }

  /**
   * Queues encoded lines; the bytes must not change afterwards.
   *
   * @returns false when they were counted as missed instead
   */
  push(lines: EncodedLines): boolean {
    if (this.#missed > 0 || !this.#hasRoom(lines)) {
      this.#missed += lines.count;
      return false;
    }
    this.#entries.push(lines);
    this.#lines += lines.count;
    this.#bytes += lines.bytes.length;
    return true;
  }

  /**
   * Takes whole entries from the front, gathered into one array, followed by the "you missed N lines" of a
   * reader that has now caught up.
   *
   * @param most bytes to gather; a first entry that is longer is taken all the same
   * @returns `undefined` when there is nothing; the bytes may be shared: read them, do not change them
   */
  take(most: number): Uint8Array | undefined {
    const taken = this.#takeEntries(most);
    if (this.#head === this.#entries.length && this.#missed > 0) {
      taken.push(this.#options.missedLine(this.#missed));
      this.#missed = 0;
    }
    return taken.length > 1 ? join(taken) : taken[0];
  }

  #takeEntries(most: number): Uint8Array[] {
    const taken: Uint8Array[] = [];
    let size = 0;
    for (; this.#head < this.#entries.length; this.#head++) {
      const { bytes, count } = this.#entries[this.#head]!;
      size += bytes.length;
      if (size > most && taken.length > 0) break;
      taken.push(bytes);
      this.#lines -= count;
      this.#bytes -= bytes.length;
    }
    this.#forgetTaken();
    return taken;
  }

  /** Lets go of the taken entries without moving the rest each time. */
  #forgetTaken(): void {
    if (this.#head < this.#entries.length && this.#head < 1024) return;
    if (this.#head === this.#entries.length) this.#entries.length = 0;
    else this.#entries = this.#entries.slice(this.#head);
    this.#head = 0;
  }

  /** An empty queue takes anything: what is said together is bounded by itself. */
  #hasRoom({ bytes, count }: EncodedLines): boolean {
    if (this.#lines === 0) return true;
    return this.#lines + count <= this.#options.lines && this.#bytes + bytes.length <= this.#options.bytes;
  }
}

function join(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
