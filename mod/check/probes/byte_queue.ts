/** Bytes that have come and were not used yet, in order. */
export class ByteQueue {
  #bytes = new Uint8Array(1024);
  #start = 0;
  #end = 0;

  /** How many there are. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** All of them; a copy. */
  copy(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(this.#start, this.#end);
  }

  /** Where a byte is, counted from the first, or -1. */
  indexOf(byte: number): number {
    return this.#bytes.subarray(this.#start, this.#end).indexOf(byte);
  }

  /** Takes `count` bytes off the front, or all of them when there are fewer. */
  take(count: number): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(this.#start, Math.min(this.#start + count, this.#end));
    this.#start += taken.length;
    return taken;
  }

  /** Adds bytes at the end; they are copied. */
  push(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  #grow(by: number): void {
    const held = this.#bytes.subarray(this.#start, this.#end);
    const grown = new Uint8Array((held.length + by) * 2);
    grown.set(held);
    [this.#bytes, this.#start, this.#end] = [grown, 0, held.length];
  }
}
