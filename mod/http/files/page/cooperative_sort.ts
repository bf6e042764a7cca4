import type { SharedTurns } from "../../../fs/shared_turns.ts";

/** Values that are sorted or merged in one go: well below a millisecond with any comparison. */
const RUN = 256;

/**
 * A stable sort, like `Array.prototype.sort`, that lets everybody else have a turn in between: a
 * hundred thousand names take a while to compare, and the event loop has other clients. A merge
 * sort from the bottom up, because it can stop anywhere.
 *
 * @returns a new array.
 */
export async function cooperativeSort<T>(
  values: readonly T[],
  compare: (a: T, b: T) => number,
  turns: Pick<SharedTurns, "run">,
): Promise<T[]> {
  let from: T[] = [];
  for (let start = 0; start < values.length; start += RUN) {
    from.push(...await turns.run(() => values.slice(start, start + RUN).sort(compare)));
  }
  for (let width = RUN; width < from.length; width *= 2) {
    const to: T[] = [];
    for (let start = 0; start < from.length; start += 2 * width) {
      const merge = new Merge(from, start, width, compare);
      while (!merge.done) await turns.run(() => merge.some(to));
    }
    from = to;
  }
  return from;
}

/** Two neighbouring runs of one width that become one. */
class Merge<T> {
  #left: number;
  #right: number;
  readonly #middle: number;
  readonly #end: number;

  constructor(
    readonly from: readonly T[],
    start: number,
    width: number,
    readonly compare: (a: T, b: T) => number,
  ) {
    this.#left = start;
    this.#right = this.#middle = Math.min(start + width, from.length);
    this.#end = Math.min(this.#middle + width, from.length);
  }

  get done(): boolean {
    return this.#left === this.#middle && this.#right === this.#end;
  }

  /** The next of them. */
  some(to: T[]): void {
    const { from, compare } = this;
    for (let count = 0; count < RUN && !this.done; count++) {
      const takesLeft = this.#right === this.#end || this.#left < this.#middle &&
          compare(from[this.#left]!, from[this.#right]!) <= 0;
      to.push(from[takesLeft ? this.#left++ : this.#right++]!);
    }
  }
}
