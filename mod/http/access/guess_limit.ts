/**
 * How many wrong passwords an address may try.
 *
 * Ten a minute is more than anybody mistypes and far fewer than a list of common passwords takes. Beyond that nothing is compared any
 * more until the minute is over, so that a right guess is not told from a wrong one. Everybody behind one address (a class behind
 * one router) has the ten together.
 */
export class GuessLimit {
  readonly #now: () => number;
  /** The one whose first wrong guess is longest ago first. */
  readonly #wrong = new Map<string, { count: number; since: number }>();

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Seconds until this address may try again, 0 when it may. */
  wait(address: string): number {
    const wrong = this.#wrong.get(address);
    if (wrong === undefined || wrong.count < MOST_GUESSES) return 0;
    return Math.max(0, Math.ceil((wrong.since + MINUTE - this.#now()) / 1000));
  }

  /** A wrong guess has come from there. */
  note(address: string): void {
    const now = this.#now();
    const before = this.#wrong.get(address);
    const goesOn = before !== undefined && now - before.since < MINUTE;
    if (!goesOn) this.#wrong.delete(address);
    this.#wrong.set(address, goesOn ? { ...before, count: before.count + 1 } : { count: 1, since: now });
    if (this.#wrong.size > MOST_ADDRESSES) this.#wrong.delete(this.#wrong.keys().next().value!);
  }
}

const MINUTE = 60_000;
const MOST_GUESSES = 10;
const MOST_ADDRESSES = 4096;
