/** The last few of something, in the order they came; the oldest makes room for the newest. */
export class HistoryRing<Entry> {
  readonly #entries: Entry[] = [];
  #oldest = 0;

  /** @param capacity entries kept at most; 0 keeps none */
  constructor(readonly capacity: number) {}

  /** Adds the newest entry. */
  push(entry: Entry): void {
    if (this.capacity === 0) return;
    if (this.#entries.length < this.capacity) {
      this.#entries.push(entry);
      return;
    }
    this.#entries[this.#oldest] = entry;
    this.#oldest = (this.#oldest + 1) % this.capacity;
  }

  /** The newest `count` entries, oldest first; a fresh array. */
  last(count: number): Entry[] {
    const size = this.#entries.length;
    const wanted = Math.max(0, Math.min(count, size));
    return Array.from(
      { length: wanted },
      (_, i) => this.#entries[(this.#oldest + size - wanted + i) % size]!,
    );
  }
}
