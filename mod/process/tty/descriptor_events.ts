import type { TtyCalls, Wanted } from "./tty_calls.ts";

/** Somebody who waits for a descriptor. */
interface Waiting extends Wanted {
  readonly resolve: (ready: boolean) => void;
}

/**
 * Waits for many descriptors in one thread. The runtime lends its few hundred threads to calls that block; a
 * thread for each terminal that says nothing would leave none for files. A pipe of our own is among those that
 * are waited for: writing to it ends a wait, so that others can be waited for, too.
 */
export class DescriptorEvents {
  readonly #calls: TtyCalls;
  readonly #waiting = new Set<Waiting>();
  readonly #pipe: readonly [number, number];
  #woken = false;
  #running: Promise<void> | undefined;

  /** @throws {Error} with the system's code, when there is no descriptor left */
  constructor(calls: TtyCalls) {
    this.#calls = calls;
    this.#pipe = calls.pipe();
  }

  /**
   * Resolves with true when a descriptor is ready, with false once `signal` is aborted.
   *
   * @param signal must be aborted before the descriptor is closed.
   */
  wait(wanted: Wanted, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const stop = () => {
        if (this.#waiting.delete(waiting)) resolve(false);
        this.#wake();
      };
      const waiting: Waiting = {
        ...wanted,
        resolve: (ready) => {
          signal.removeEventListener("abort", stop);
          resolve(ready);
        },
      };
      signal.addEventListener("abort", stop, { once: true });
      this.#waiting.add(waiting);
      if (this.#running === undefined) this.#running = this.#run();
      else this.#wake();
    });
  }

  /** Resolves when no thread waits any more, once nobody is waiting, and closes the pipe. */
  async close(): Promise<void> {
    await this.#running;
    for (const fd of this.#pipe) this.#calls.close(fd);
  }

  async #run(): Promise<void> {
    const own: Wanted = { fd: this.#pipe[0], way: "read" };
    while (this.#waiting.size > 0) {
      const all = [...this.#waiting];
      const [woken, ...ready] = await this.#calls.waitUntilReady([own, ...all]);
      if (woken) this.#calls.read(own.fd, new Uint8Array(1));
      if (woken) this.#woken = false;
      all.forEach((each, index) => {
        if (ready[index] && this.#waiting.delete(each)) each.resolve(true);
      });
    }
    this.#running = undefined;
  }

  /** At most one byte is in the pipe. */
  #wake(): void {
    if (this.#running === undefined || this.#woken) return;
    this.#woken = true;
    this.#calls.write(this.#pipe[1], new Uint8Array(1));
  }
}
