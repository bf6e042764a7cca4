/** Two clocks, milliseconds: one stands still while the machine sleeps, the other one may be set. */
export interface Clocks {
  readonly steady: () => number;
  readonly wall: () => number;
}

/** A moment on both. */
interface Moment {
  readonly steady: number;
  readonly wall: number;
}

/**
 * Whether a stream can be read on from where it was left.
 *
 * Not when it is another one of the same name, or an older copy of it, as a bus that was killed may have lost the last of
 * what it had stored, and given its numbers to something else since; and not after a long time: the notes of deletions
 * are taken out of a bucket some time, and whoever has missed one would have that key for ever. How long it was counts
 * from when the bus was heard of for certain, not from when its silence was noticed: a program that stood still for
 * hours notices it afterwards.
 */
export class ReadingPlace {
  readonly #clocks: Clocks;
  #made: string | undefined;
  #keeper: string | undefined;
  #heard: Moment | undefined;

  constructor(clocks: Clocks = { steady: () => performance.now(), wall: () => Date.now() }) {
    this.#clocks = clocks;
  }

  /** Now, to be given to {@linkcode heard} when the bus has answered. */
  get now(): Moment {
    return { steady: this.#clocks.steady(), wall: this.#clocks.wall() };
  }

  /** What there was at a moment is known. */
  heard(moment: Moment): void {
    this.#heard = moment;
  }

  /** What was read is not to be relied on. */
  forget(): void {
    this.#heard = undefined;
  }

  /**
   * Begins to read a stream.
   *
   * @param made when it was made
   * @param keeper who keeps it: another one when it was started again; `undefined` for several, who lose nothing together
   * @param last the number of its last message
   * @param position the number up to which it was read
   * @returns whether what comes after that is enough
   */
  goesOn(made: string, keeper: string | undefined, last: number, position: number): boolean {
    const { steady, wall } = this.now;
    const heard = this.#heard;
    const isShort = heard !== undefined && Math.max(steady - heard.steady, wall - heard.wall) < MOST_AWAY;
    const isSame = made === this.#made && keeper === this.#keeper && last >= position;
    this.#made = made;
    this.#keeper = keeper;
    return isShort && isSame;
  }
}

/** Milliseconds; the notes of deletions are kept four times as long, at least. */
const MOST_AWAY = 15 * 60_000;
