import type { DescriptorCalls, Wanted } from "./descriptor_calls.ts";

/** Somebody who waits for a descriptor. */
interface Waiting extends Wanted {
  readonly resolve: (ready: boolean) => void;
}

/**
 * # Waiting for descriptors of our own
 *
 * The runtime waits for the sockets and files that it has opened itself. Those that we opened through the C library
 * are waited for here, all of them in one call, on one of the few hundred threads that the runtime lends to calls
 * that block: so a thousand such sockets cost one thread, and a terminal that says nothing does not take one from
 * files. A pipe of our own is among those that are waited for: writing to it ends a wait, so that others can be
 * waited for, too. No thread waits while nobody does.
 */
export class DescriptorPoller {
  readonly #calls: DescriptorCalls;
  readonly #waiting = new Set<Waiting>();
  readonly #pipe: readonly [number, number];
  #woken = false;
  #running: Promise<void> | undefined;

  /** @throws {Error} with the system's code, when there is no descriptor left */
  constructor(calls: DescriptorCalls) {
    this.#calls = calls;
    this.#pipe = calls.pipe();
  }

  /**
   * Resolves with true when a descriptor is ready, or in error, with false once it is forgotten.
   *
   * @param way "read" also to accept, "write" also for the outcome of a connect, "failure" for an error alone
   */
  wait(fd: number, way: Wanted["way"]): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#waiting.add({ fd, way, resolve });
    if (this.#running === undefined) this.#running = this.#run();
    else this.#wake();
    return promise;
  }

  /** Lets everybody go on who waits for a descriptor, which is closed next. */
  forget(fd: number): void {
    for (const waiting of this.#waiting) {
      if (waiting.fd === fd) this.#release(waiting, false);
    }
    this.#wake();
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
        if (ready[index]) this.#release(each, true);
      });
    }
    this.#running = undefined;
  }

  #release(waiting: Waiting, ready: boolean): void {
    if (this.#waiting.delete(waiting)) waiting.resolve(ready);
  }

  /** At most one byte is in the pipe. */
  #wake(): void {
    if (this.#running === undefined || this.#woken) return;
    this.#woken = true;
    this.#calls.write(this.#pipe[1], new Uint8Array(1));
  }
}
