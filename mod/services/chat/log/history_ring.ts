/** The last few of something, in the order they came; the oldest makes room for the newest. */
export class HistoryRing<Entry> {
  readonly #entries: Entry[] = [];
  #oldest = 0;

  /** @param capacity entries kept at most; 0 keeps none */
  constructor(readonly capacity: number) {}

  /**
   * Adds the newest entry.
   *
   * @returns the one that is no longer kept, if there is one
   */
  push(entry: Entry): Entry | undefined {
    if (this.capacity === 0) return entry;
    if (this.#entries.length < this.capacity) {
      this.#entries.push(entry);
      return undefined;
    }
    const oldest = this.#entries[this.#oldest];
    this.#entries[this.#oldest] = entry;
    this.#oldest = (this.#oldest + 1) % this.capacity;
    return oldest;
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
