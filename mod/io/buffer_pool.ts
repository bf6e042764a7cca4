/**
 * A few large buffers that many transfers use in turn. A transfer borrows one for a single read and write and gives it back, so
 * that memory grows with what is going on at the moment and not with the number of clients.
 */
export class BufferPool {
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #left: number;

  /**
   * An empty pool; each buffer is made when it is first needed.
   *
   * @param size bytes of each buffer.
   * @param count how many there are at most.
   */
  constructor(readonly size: number, count: number) {
    this.#left = count;
  }

  /** A buffer with anything in it, or `undefined` while all are out. Whoever takes one gives it back. */
  take(): Uint8Array<ArrayBuffer> | undefined {
    const free = this.#free.pop();
    if (free !== undefined || this.#left === 0) return free;
    this.#left--;
    return new Uint8Array(this.size);
  }

  /** Takes a buffer back; the giver must not touch it any more. */
  give(buffer: Uint8Array<ArrayBuffer>): void {
    this.#free.push(buffer);
  }
}
