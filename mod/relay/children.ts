/**
 * The sessions of a forking address: at most `most` at a time (all, when undefined). Starting one waits for a
 * free place *before* the next connection is taken, so that clients beyond the limit wait in the backlog.
 */
export class Children {
  readonly #most: number;
  readonly #running = new Set<Promise<void>>();

  constructor(most: number | undefined) {
    this.#most = most ?? Infinity;
  }

  /** Starts a session and, when all places are taken, waits for one to end. `run` must not reject. */
  async start(run: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
    const child: Promise<void> = run().then(() => void this.#running.delete(child));
    this.#running.add(child);
    while (this.#running.size >= this.#most && !signal.aborted) await Promise.race(this.#running);
  }

  /** Resolves when the last session has ended. */
  async finished(): Promise<void> {
    while (this.#running.size > 0) await Promise.race(this.#running);
  }
}
