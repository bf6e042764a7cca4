/**
 * Lets this thread do with the disk what the system has in its memory, which takes less than to ask another thread; and as soon as
 * something has taken long, because it comes from the disk itself or from across a network, lets another thread wait for the next
 * ones. So one slow answer may hold everybody up, and no second.
 */
export class AdaptiveFileIo {
  #elsewhere: number;
  readonly #now: () => number;

  /**
   * Begins.
   *
   * @param elsewhere how many operations another thread does first, for want of experience.
   * @param now a clock in milliseconds.
   */
  constructor(elsewhere = 0, now: () => number = () => performance.now()) {
    this.#elsewhere = elsewhere;
    this.#now = now;
  }

  /**
   * Does one thing with the disk, either way.
   *
   * @returns a promise only when another thread does it.
   */
  run<T>(here: () => T, elsewhere: () => Promise<T>): T | Promise<T> {
    if (this.#elsewhere > 0) {
      this.#elsewhere--;
      return elsewhere();
    }
    const begun = this.#now();
    try {
      return here();
    } finally {
      if (this.#now() - begun > LONG_MS) this.#elsewhere = DONE_ELSEWHERE;
    }
  }
}

/** A quarter of a megabyte out of memory takes a tenth of this. */
const LONG_MS = 1;
const DONE_ELSEWHERE = 64;
