import { BlockQueue } from "./block_queue.ts";

/** The most a queue holds, bytes: what the kernel gives a pipe. */
const CAPACITY = 64 * 1024;

/**
 * A pipe in memory: bytes written come out again. `PIPE` without a name is one, and so is an echo
 * server's other side. A writer waits while the queue is full, so that a slow reader slows the
 * writer down.
 */
export class MemoryPipe extends BlockQueue {
  async read(buffer: Uint8Array): Promise<number | null> {
    await this.wait(() => this.size === 0);
    if (this.size === 0) return null;
    const block = this.blocks[0]!;
    const count = Math.min(buffer.length, block.length);
    buffer.set(block.subarray(0, count));
    if (count === block.length) this.blocks.shift();
    else this.blocks[0] = block.subarray(count);
    this.size -= count;
    this.wake();
    return count;
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.put(bytes, () => this.size >= CAPACITY);
  }
}
