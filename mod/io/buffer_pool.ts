/**
 * A few large buffers that many transfers share. A transfer borrows one for a single read and write
 * and gives it back, so memory grows with the work under way and not with the number of clients.
 */
export class BufferPool {
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #left: number;

  /**
   * An empty pool; each buffer is made when it is first needed.
   *
   * @param size bytes of each buffer.
   * @param count the most buffers there may be.
   */
  constructor(readonly size: number, count: number) {
    this.#left = count;
  }

  /**
   * A buffer with arbitrary contents, or `undefined` while all are lent out. Give it back after
   * use.
   */
  take(): Uint8Array<ArrayBuffer> | undefined {
    const free = this.#free.pop();
    if (free !== undefined || this.#left === 0) return free;
    this.#left--;
    return new Uint8Array(this.size);
  }

  /** Takes a buffer back; the caller must not touch it after that. */
  give(buffer: Uint8Array<ArrayBuffer>): void {
    this.#free.push(buffer);
  }
}
