/**
 * # Who is free, known to all workers at once
 *
 * N workers that accept for themselves need to agree on one thing: which of them are free. Each has
 * a slot, a cell of memory that all of them share (`SharedArrayBuffer`), and to put a client into a
 * slot is one indivisible compare-and-exchange. That is the critical section of sheet 004 §2.8 in
 * its smallest form: nobody can find a slot free between the moments when another worker looks at
 * it and takes it. A worker that finds none sleeps on a cell that changes with every slot that
 * becomes free, like a futex (futex(2)).
 *
 * A cell holds 0 when the slot is free, otherwise the number of the worker responsible for it, plus
 * one: if that worker dies, {@linkcode WorkerSlots.vacate} frees what it held and nothing else.
 */
export class WorkerSlots {
  readonly #cells: Int32Array;
  /** The cell after the slots: it changes whenever one becomes free. */
  readonly #changes: number;

  /** @param memory from {@linkcode WorkerSlots.memory}, the same for all. */
  constructor(memory: SharedArrayBuffer) {
    this.#cells = new Int32Array(memory);
    this.#changes = this.#cells.length - 1;
  }

  /** The memory for this many slots, all of them free. */
  static memory(count: number): SharedArrayBuffer {
    return new SharedArrayBuffer((count + 1) * Int32Array.BYTES_PER_ELEMENT);
  }

  /**
   * Takes a slot, the worker's own if it is free.
   *
   * @param worker who takes it, and is responsible for it from now on.
   * @returns whose slot it is; `undefined` when all are taken.
   */
  take(worker: number): number | undefined {
    return this.#takeFirst(worker, [worker, ...Array(this.#changes).keys()]);
  }

  /** Takes a slot as {@linkcode take} does, as soon as there is one. */
  takeNext(worker: number): Promise<number> {
    return this.#asSoonAs(() => this.take(worker));
  }

  /**
   * Takes the worker's own slot as soon as it is free: after that, nobody can send a client there.
   */
  takeOwn(worker: number): Promise<number> {
    return this.#asSoonAs(() => this.#takeFirst(worker, [worker]));
  }

  /**
   * Waits until there is a free slot, without taking it.
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

  /** The worker whose slot somebody else took for a client is responsible for it from now on. */
  takeOver(slot: number): void {
    Atomics.store(this.#cells, slot, slot + 1);
  }

  /** The slot is free again. */
  release(slot: number): void {
    Atomics.store(this.#cells, slot, 0);
    this.wake();
  }

  /** Frees every slot for which an ended worker was responsible. */
  vacate(worker: number): void {
    for (let slot = 0; slot < this.#changes; slot++) {
      Atomics.compareExchange(this.#cells, slot, worker + 1, 0);
    }
    this.wake();
  }

  /** Makes all who wait look again. */
  wake(): void {
    Atomics.add(this.#cells, this.#changes, 1);
    Atomics.notify(this.#cells, this.#changes);
  }

  #takeFirst(worker: number, slots: readonly number[]): number | undefined {
    return slots.find((slot) => Atomics.compareExchange(this.#cells, slot, 0, worker + 1) === 0);
  }

  async #asSoonAs(take: () => number | undefined): Promise<number> {
    while (true) {
      const changes = Atomics.load(this.#cells, this.#changes);
      const slot = take();
      if (slot !== undefined) return slot;
      await this.#change(changes);
    }
  }

  async #change(seen: number): Promise<void> {
    await Atomics.waitAsync(this.#cells, this.#changes, seen).value;
  }
}
