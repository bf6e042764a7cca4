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
  acquire(signal: AbortSignal): Promise<Disposable | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    if (this.#free > 0) {
      this.#free--;
      return Promise.resolve(new Permit(this.#back));
    }
    return this.#wait(signal).then((granted) => granted ? new Permit(this.#back) : undefined);
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

  readonly #back = (): void => {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  };
}

class Permit implements Disposable {
  #giveBack: (() => void) | undefined;

  constructor(giveBack: () => void) {
    this.#giveBack = giveBack;
  }

  [Symbol.dispose](): void {
    this.#giveBack?.();
    this.#giveBack = undefined;
  }
}
