import type { Connection } from "../net/connection.ts";

/**
 * Answers waiting to be written together.
 *
 * One write per answer costs a system call, a wake-up and a segment each. While a server still has
 * whole requests in its buffer it pushes the answers here, and writes them in one go when it would
 * have to wait anyway. It also flushes by itself before it holds more than its limit, so a client
 * that keeps asking and never reads still meets back-pressure.
 */
export class BufferedWriter {
  readonly #connection: Connection;
  readonly #limit: number;
  #buffer: Uint8Array;
  #length = 0;

  /**
   * Makes an empty one.
   *
   * @param limit bytes to gather at most.
   */
  constructor(connection: Connection, limit = 65_536) {
    this.#connection = connection;
    this.#limit = limit;
    this.#buffer = EMPTY;
  }

  /** How many bytes are waiting. */
  get length(): number {
    return this.#length;
  }

  /** Whether enough is waiting that `flush` should come before anything else is pushed. */
  get full(): boolean {
    return this.#length >= this.#limit;
  }

  /** Copies the bytes in; the caller may reuse them at once. */
  push(bytes: Uint8Array): void {
    this.#reserve(this.#length + bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Copies the bytes in, and a line feed after them. */
  pushLine(bytes: Uint8Array): void {
    this.#reserve(this.#length + bytes.length + 1);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length + 1;
    this.#buffer[this.#length - 1] = LINE_FEED;
  }

  /** Writes all that is waiting. Nothing may be pushed until it settles. */
  flush(): Promise<void> {
    if (this.#length === 0) return Promise.resolve();
    const gathered = this.#buffer.subarray(0, this.#length);
    this.#length = 0;
    // A quiet connection should not keep a buffer that a burst made large
    if (this.#buffer.length > KEPT) this.#buffer = EMPTY;
    return this.#connection.write(gathered);
  }

  #reserve(needed: number): void {
    if (needed <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#buffer.length * 2, 256));
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
  }
}

const LINE_FEED = 0x0a;
const EMPTY = new Uint8Array(0);
const KEPT = 4096;
