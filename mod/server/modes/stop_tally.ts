/**
 * How many clients all workers together still serve when the server is asked to stop: known when each of them
 * has said its number, or has ended.
 */
export class StopTally {
  readonly #missing: Set<number>;
  readonly #told: (open: number) => void;
  #open = 0;

  /**
   * @param workers how many there are, numbered from 0
   * @param told called once, with the sum
   */
  constructor(workers: number, told: (open: number) => void) {
    this.#missing = new Set(Array(workers).keys());
    this.#told = told;
  }

  /** A worker has this many clients. One that has ended has none. */
  count(worker: number, open: number): void {
    if (!this.#missing.delete(worker)) return;
    this.#open += open;
    if (this.#missing.size === 0) this.#told(this.#open);
  }
}
