/**
 * # Who is free, known to all workers at once
 *
 * N workers that accept for themselves need to agree on one thing: which of them has nobody to serve. Each has a seat, a
 * cell of memory that all of them share (`SharedArrayBuffer`), and to put a client on a seat is one indivisible
 * compare-and-exchange. That is the critical section of sheet 004 §2.8 in its smallest form: nobody can find a seat free
 * between another's look and another's taking it. Whoever finds none sleeps on the cell that changes with every seat that
 * becomes free, as a futex does (futex(2)).
 *
 * A cell holds 0 when the seat is free, else the number of the worker who answers for it plus one: should that worker die,
 * {@linkcode Seats.vacate} frees what it held and nothing else.
 */
export class Seats {
  readonly #cells: Int32Array;
  /** The cell after the seats: it changes whenever one becomes free. */
  readonly #changes: number;

  /** @param memory from {@linkcode Seats.memory}, the same for all. */
  constructor(memory: SharedArrayBuffer) {
    this.#cells = new Int32Array(memory);
    this.#changes = this.#cells.length - 1;
  }

  /** The memory for so many seats, all of them free. */
  static memory(count: number): SharedArrayBuffer {
    return new SharedArrayBuffer((count + 1) * Int32Array.BYTES_PER_ELEMENT);
  }

  /**
   * Takes a seat, the worker's own if it can be had.
   *
   * @param worker who takes it, and answers for it from now on.
   * @returns whose seat it is; `undefined` when all are taken.
   */
  take(worker: number): number | undefined {
    return this.#takeFirst(worker, [worker, ...Array(this.#changes).keys()]);
  }

  /** Takes a seat as {@linkcode take} does, as soon as there is one. */
  takeNext(worker: number): Promise<number> {
    return this.#asSoonAs(() => this.take(worker));
  }

  /** Takes the worker's own seat as soon as it is free: nobody can send a client there any more. */
  takeOwn(worker: number): Promise<number> {
    return this.#asSoonAs(() => this.#takeFirst(worker, [worker]));
  }

  /**
   * Waits until there is a free seat, without taking it.
   *
   * @param signal ends the wait, if {@linkcode wake} is called after it has aborted.
   */
  async whenFree(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const changes = Atomics.load(this.#cells, this.#changes);
      if (this.#cells.subarray(0, this.#changes).includes(0)) return;
      await this.#change(changes);
    }
  }

  /** The worker whose seat somebody else took for a client answers for it from now on. */
  moveIn(seat: number): void {
    Atomics.store(this.#cells, seat, seat + 1);
  }

  /** The seat is free again. */
  release(seat: number): void {
    Atomics.store(this.#cells, seat, 0);
    this.wake();
  }

  /** Frees every seat that a worker answered for which is no more. */
  vacate(worker: number): void {
    for (let seat = 0; seat < this.#changes; seat++) {
      Atomics.compareExchange(this.#cells, seat, worker + 1, 0);
    }
    this.wake();
  }

  /** Lets everybody who waits look again. */
  wake(): void {
    Atomics.add(this.#cells, this.#changes, 1);
    Atomics.notify(this.#cells, this.#changes);
  }

  #takeFirst(worker: number, seats: readonly number[]): number | undefined {
    return seats.find((seat) => Atomics.compareExchange(this.#cells, seat, 0, worker + 1) === 0);
  }

  async #asSoonAs(take: () => number | undefined): Promise<number> {
    while (true) {
      const changes = Atomics.load(this.#cells, this.#changes);
      const seat = take();
      if (seat !== undefined) return seat;
      await this.#change(changes);
    }
  }

  async #change(seen: number): Promise<void> {
    await Atomics.waitAsync(this.#cells, this.#changes, seen).value;
  }
}
