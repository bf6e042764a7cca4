import { onAbort } from "../net/connection/on_abort.ts";
/**
 * A number of permits, handed out in the order of the requests (a counting semaphore).
 *
 * The accept loop takes one *before* it accepts. So a full server leaves its clients in the
 * kernel's queue, where they cost nothing, instead of accepting them only to make them wait.
 */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param count how many permits there are; with `Infinity`, nobody ever waits. */
  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Takes a permit, waiting for one if all are out.
   *
   * @returns the permit; disposing it gives it back. `undefined` when the signal aborted first.
   */
  async acquire(signal: AbortSignal): Promise<Disposable | undefined> {
    if (signal.aborted) return undefined;
    if (this.#free > 0) {
      this.#free--;
      return this.#permit();
    }
    return await this.#wait(signal) ? this.#permit() : undefined;
  }

  #wait(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const granted = () => {
        waiting[Symbol.dispose]();
        resolve(true);
      };
      this.#waiting.push(granted);
      const waiting = onAbort(signal, () => {
        this.#waiting.splice(this.#waiting.indexOf(granted), 1);
        resolve(false);
      });
    });
  }

  #permit(): Disposable {
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (!held) return;
        held = false;
        const next = this.#waiting.shift();
        if (next) next();
        else this.#free++;
      },
    };
  }
}
