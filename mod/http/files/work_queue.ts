/** How long to work in one go before everybody else has a turn, milliseconds. */
const STRETCH = 5;
/** The same when nobody else is waiting for this kind of work. */
const ALONE = 50;

/**
 * Work that keeps this thread busy, one piece after another. While there is something to do, the
 * runtime asks the kernel for news only every sixty-first time round (tokio's event interval), so
 * now and then this does nothing for a moment. A single client waits for the disk and the network
 * anyway, so with just one it rests less often.
 */
export class WorkQueue {
  #last: Promise<unknown> = Promise.resolve();
  #queued = 0;
  /** Working time since the last rest, milliseconds. */
  #worked = 0;

  /** Does a piece of work when its turn has come. @throws what the work does */
  run(work: () => void | Promise<void>): Promise<void> {
    this.#queued++;
    const done = this.#last.then(() => this.#turn(work));
    this.#last = done.catch(() => {/* its caller is told */});
    return done;
  }

  async #turn(work: () => void | Promise<void>): Promise<void> {
    if (this.#worked >= (this.#queued > 1 ? STRETCH : ALONE)) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      this.#worked = 0;
    }
    const began = performance.now();
    try {
      await work();
    } finally {
      this.#worked += performance.now() - began;
      this.#queued--;
    }
  }
}
