/**
 * # A number of clients at once, counted by all workers together
 *
 * Workers that accept for themselves and serve many clients at once have one limit in common. The permits that
 * are left are a cell of memory that all of them share (`SharedArrayBuffer`); to take one is an indivisible
 * compare-and-exchange, and who finds none sleeps on a cell that changes whenever one comes back, like a futex
 * (futex(2)). A third kind of cell says how many permits a worker holds: if it dies, they come back with it.
 */
export class ClientPermits {
  readonly #cells: Int32Array;

  /** @param memory from {@linkcode ClientPermits.memory}, the same for all. */
  constructor(memory: SharedArrayBuffer) {
    this.#cells = new Int32Array(memory);
  }

  /**
   * The memory for the permits, all of them free.
   *
   * @param permits how many there are
   * @param workers how many workers share them
   */
  static memory(permits: number, workers: number): SharedArrayBuffer {
    const memory = new SharedArrayBuffer((HELD + workers) * Int32Array.BYTES_PER_ELEMENT);
    Atomics.store(new Int32Array(memory), FREE, Math.min(permits, MOST));
    return memory;
  }

  /**
   * Takes a permit, as soon as there is one.
   *
   * @param worker who takes it
   * @param signal ends the wait, if {@linkcode wake} is called after it has aborted
   * @returns whether there was one before the signal
   */
  async take(worker: number, signal: AbortSignal): Promise<boolean> {
    while (true) {
      const changes = Atomics.load(this.#cells, CHANGES);
      if (this.#takeNow(worker)) return true;
      if (signal.aborted) return false;
      await Atomics.waitAsync(this.#cells, CHANGES, changes).value;
    }
  }

  /** Gives one back. */
  release(worker: number): void {
    Atomics.sub(this.#cells, HELD + worker, 1);
    Atomics.add(this.#cells, FREE, 1);
    this.wake();
  }

  /** Gives back all that an ended worker held. */
  vacate(worker: number): void {
    Atomics.add(this.#cells, FREE, Atomics.exchange(this.#cells, HELD + worker, 0));
    this.wake();
  }

  /** Makes all who wait look again. */
  wake(): void {
    Atomics.add(this.#cells, CHANGES, 1);
    Atomics.notify(this.#cells, CHANGES);
  }

  #takeNow(worker: number): boolean {
    for (let free = Atomics.load(this.#cells, FREE); free > 0;) {
      const found = Atomics.compareExchange(this.#cells, FREE, free, free - 1);
      if (found === free) {
        Atomics.add(this.#cells, HELD + worker, 1);
        return true;
      }
      free = found;
    }
    return false;
  }
}

/** The cell with the number of free permits. */
const FREE = 0;
/** The cell that changes whenever one comes back. */
const CHANGES = 1;
/** The first of the cells with what each worker holds. */
const HELD = 2;
/** As many as a cell can count. */
const MOST = 2 ** 31 - 1;
