import { BlockQueue } from "./block_queue.ts";

/** The most messages that wait, and their bytes: about what the kernel keeps for a datagram socket. */
const [MOST, CAPACITY] = [256, 208 * 1024];

/**
 * A pipe in memory for messages: each one written is one read, whole or, when the buffer is too small, cut. A
 * writer waits while it is full.
 */
export class MessagePipe extends BlockQueue {
  /** The next message; null at the end. */
  async read(buffer: Uint8Array): Promise<number | null> {
    await this.wait(() => this.blocks.length === 0);
    const message = this.blocks.shift();
    if (message === undefined) return null;
    this.size -= message.length;
    this.wake();
    const count = Math.min(buffer.length, message.length);
    buffer.set(message.subarray(0, count));
    return count;
  }

  /** Puts a message in. */
  write(bytes: Uint8Array): Promise<void> {
    return this.put(bytes, () => this.blocks.length >= MOST || this.size >= CAPACITY);
  }
}
