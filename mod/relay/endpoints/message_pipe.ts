/** The most messages that wait, and their bytes: about what the kernel keeps for a datagram socket. */
const [MOST, CAPACITY] = [256, 208 * 1024];

/**
 * A pipe in memory for messages: each one written is one read, whole or, when the buffer is too small, cut. A
 * writer waits while it is full.
 */
export class MessagePipe {
  readonly #messages: Uint8Array[] = [];
  #size = 0;
  #ended = false;
  #changed: (() => void)[] = [];

  /** The next message; null at the end. */
  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#messages.length === 0) {
      if (this.#ended) return null;
      await this.#change();
    }
    const message = this.#messages.shift()!;
    this.#size -= message.length;
    this.#wake();
    const count = Math.min(buffer.length, message.length);
    buffer.set(message.subarray(0, count));
    return count;
  }

  /** Puts a message in. */
  async write(bytes: Uint8Array): Promise<void> {
    while (!this.#ended && (this.#messages.length >= MOST || this.#size >= CAPACITY)) await this.#change();
    if (this.#ended) throw Object.assign(new Error("Broken pipe"), { code: "EPIPE" });
    this.#messages.push(bytes.slice());
    this.#size += bytes.length;
    this.#wake();
  }

  /** Nothing more will be written; what is there can still be read. */
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
