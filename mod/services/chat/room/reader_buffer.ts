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
 * The bytes in the queue are shared: a line is encoded once and every reader's queue refers to the same
 * array.
 */

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
  #lines: Uint8Array[] = [];
  #head = 0;
  #bytes = 0;
  #missed = 0;

  constructor(options: ReaderBufferOptions) {
    this.#options = options;
  }

  /** Lines that were not kept since the reader last caught up. */
  get missed(): number {
    return this.#missed;
  }

  /** Whether there is nothing to take. */
  get isEmpty(): boolean {
    return this.#head === this.#lines.length && this.#missed === 0;
  }

  /**
   * Queues one encoded line; the bytes must not change afterwards.
   *
   * @returns false when it was counted as missed instead
   */
  push(line: Uint8Array): boolean {
    if (this.#missed > 0 || this.#isFull(line)) {
      this.#missed += 1;
      return false;
    }
    this.#lines.push(line);
    this.#bytes += line.length;
    return true;
  }

  /**
   * Takes whole lines from the front, gathered into one array, followed by the "you missed N lines" of a
   * reader that has now caught up.
   *
   * @param most bytes to gather; a first line that is longer is taken all the same
   * @returns `undefined` when there is nothing; the bytes may be shared: read them, do not change them
   */
  take(most: number): Uint8Array | undefined {
    const taken = this.#takeLines(most);
    if (this.#head === this.#lines.length && this.#missed > 0) {
      taken.push(this.#options.missedLine(this.#missed));
      this.#missed = 0;
    }
    return taken.length > 1 ? join(taken) : taken[0];
  }

  #takeLines(most: number): Uint8Array[] {
    const first = this.#head;
    let size = 0;
    for (; this.#head < this.#lines.length; this.#head++) {
      size += this.#lines[this.#head]!.length;
      if (size > most && this.#head > first) break;
      this.#bytes -= this.#lines[this.#head]!.length;
    }
    const taken = this.#lines.slice(first, this.#head);
    this.#forgetTaken();
    return taken;
  }

  /** Lets go of the taken lines without moving the rest each time. */
  #forgetTaken(): void {
    if (this.#head < this.#lines.length && this.#head < 1024) return;
    this.#lines = this.#lines.slice(this.#head);
    this.#head = 0;
  }

  #isFull(line: Uint8Array): boolean {
    const waiting = this.#lines.length - this.#head;
    return waiting >= this.#options.lines || (waiting > 0 && this.#bytes + line.length > this.#options.bytes);
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
