/** The most a queue holds, bytes: what the kernel gives a pipe. */
const CAPACITY = 64 * 1024;

/**
 * A pipe in memory: bytes written come out again. `PIPE` without a name is one, and so is an echo
 * server's other side. A writer waits while the queue is full, so that a slow reader slows the
 * writer down.
 */
export class MemoryPipe {
  readonly #blocks: Uint8Array[] = [];
  #size = 0;
  #ended = false;
  #changed: (() => void)[] = [];

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#size === 0) {
      if (this.#ended) return null;
      await this.#change();
    }
    const block = this.#blocks[0]!;
    const count = Math.min(buffer.length, block.length);
    buffer.set(block.subarray(0, count));
    if (count === block.length) this.#blocks.shift();
    else this.#blocks[0] = block.subarray(count);
    this.#size -= count;
    this.#wake();
    return count;
  }

  async write(bytes: Uint8Array): Promise<void> {
    while (this.#size >= CAPACITY && !this.#ended) await this.#change();
    if (this.#ended) throw Object.assign(new Error("Broken pipe"), { code: "EPIPE" });
    this.#blocks.push(bytes.slice());
    this.#size += bytes.length;
    this.#wake();
  }

  /** Nothing more will be written; the queue can still be read. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#changed.push(resolve));
  }

  #wake(): void {
    for (const changed of this.#changed.splice(0)) changed();
  }
}
