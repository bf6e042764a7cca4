/*
Work that keeps a thread busy, of many clients at once: looking up the files of a large folder, sorting them,
writing about them. Each of them does a piece of at most a millisecond or so at a time. When all of them
together have been at it for some milliseconds, all of them rest for a moment, in which the event loop looks
after everybody else: so nobody waits longer when there are sixty of them than when there is one.

A rest is anything that another thread does, however little: while there is work, the runtime asks the kernel
for news only now and then; with nothing to do but to wait, it asks at once. A timer would do as well, and rest
for a millisecond at least.
*/

/** How long all of them together may work in one go, milliseconds. */
const STRETCH = 4;

/** The turns of everybody who does such work in this thread. */
export class SharedTurns {
  #worked = 0;
  #rest: Promise<void> | undefined;
  readonly #pause: () => Promise<void>;
  readonly #now: () => number;

  /**
   * @param pause waits for another thread; never rejects
   * @param now a clock in milliseconds
   */
  constructor(pause: () => Promise<void>, now: () => number = () => performance.now()) {
    this.#pause = pause;
    this.#now = now;
  }

  /**
   * Does a piece of work, after a rest when one is due.
   *
   * @param piece of what it only begins, such as to send something, the beginning counts
   * @throws what the work does
   */
  readonly run = async <T>(piece: () => T): Promise<T> => {
    while (this.#worked >= STRETCH) await (this.#rest ??= this.#resting());
    const began = this.#now();
    try {
      return piece();
    } finally {
      this.#worked += this.#now() - began;
    }
  };

  async #resting(): Promise<void> {
    await this.#pause();
    this.#worked = 0;
    this.#rest = undefined;
  }
}
