/**
 * The order of lines that come from several isolates.
 *
 * Lines travel in bundles, because a message costs as much as a part of an answer; so a later line may arrive
 * before an earlier one. Each is therefore given a number at the moment when it is said, out of memory that all
 * isolates share, and is handed out when all before it have been.
 */
export class LineOrder {
  readonly #counter: Int32Array;
  readonly #out: (line: string) => void;
  /** Lines that came too early, by their numbers. */
  readonly #early = new Map<number, string>();
  #next = 0;

  /**
   * @param memory of the numbers, from {@linkcode lineNumbers}
   * @param out takes the lines, in their order
   */
  constructor(memory: SharedArrayBuffer, out: (line: string) => void) {
    this.#counter = new Int32Array(memory);
    this.#out = out;
  }

  /** A line that is said here. */
  readonly say = (line: string): void => this.take(nextLine(this.#counter), line);

  /** A line that was said somewhere, with its number. */
  take(number: number, line: string): void {
    if (this.#early.size === 0 && number === this.#next) return this.#hand(line);
    if (isBefore(number, this.#next)) return this.#out(line); // nobody waits for it any more
    this.#early.set(number, line);
    this.#handNext();
    if (this.#early.size > MOST_EARLY) this.giveUp();
  }

  /** Hands out what waits: an isolate has ended, and lines of it will not come. */
  giveUp(): void {
    const waiting = [...this.#early].sort(([a], [b]) => (a - b) | 0);
    this.#early.clear();
    for (const [number, line] of waiting) {
      this.#next = (number + 1) | 0;
      this.#out(line);
    }
  }

  #handNext(): void {
    for (let line = this.#early.get(this.#next); line !== undefined; line = this.#early.get(this.#next)) {
      this.#early.delete(this.#next);
      this.#hand(line);
    }
  }

  #hand(line: string): void {
    this.#next = (this.#next + 1) | 0;
    this.#out(line);
  }
}

/** The memory of the numbers of lines. */
export function lineNumbers(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/** The number of a line that is said now. They begin again after four thousand million lines. */
export function nextLine(counter: Int32Array): number {
  return Atomics.add(counter, 0, 1);
}

/** Lines that wait for one that does not come. */
const MOST_EARLY = 100_000;

function isBefore(number: number, next: number): boolean {
  return ((number - next) | 0) < 0;
}
