/**
 * Lets this thread do file operations that the system can answer from memory, which is quicker than
 * asking another thread. As soon as one has taken long, because it comes from the disk itself or
 * across a network, another thread waits for the next ones. So one slow answer may hold everybody
 * up, but not a second.
 */
export class AdaptiveFileIo {
  #elsewhere: number;
  readonly #now: () => number;

  /**
   * Begins.
   *
   * @param elsewhere how many operations another thread does at first, before there is any
   *   experience.
   * @param now a clock in milliseconds.
   */
  constructor(elsewhere = 0, now: () => number = () => performance.now()) {
    this.#elsewhere = elsewhere;
    this.#now = now;
  }

  /**
   * Does one file operation, in this thread or another.
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

/** Reading a quarter of a megabyte from memory takes a tenth of this. */
const LONG_MS = 1;
const DONE_ELSEWHERE = 64;
