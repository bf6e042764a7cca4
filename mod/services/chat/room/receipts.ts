import type { ChatLine, RefusalReason } from "../chat_line.ts";

/**
 * # The fate of each line
 *
 * What was written to a socket has been sent, and nothing more is known: the server may be gone, the line too long, the
 * disk full. A program that asks for it (`ack`) is told of each of its lines that it is in the log, or why it is not.
 *
 * Its lines are counted from the one after its welcome. `said` speaks of all up to a number, so that one answer is enough
 * for a burst, and an answer that was missed is made up for by the next; `refused` speaks of one. So that a missed
 * refusal is not taken for a line that was said, `said` also tells how many were refused.
 */
export class Receipts {
  readonly #tell: (line: ChatLine) => void;
  /** Lines without a fate, in their order. */
  readonly #open = new Set<number>();
  #taken = 0;
  /** The last line that was spoken of. */
  #told = 0;
  #refused = 0;
  /** The number of the last of them in the log. */
  #seq: number | undefined;
  #isDue = false;

  /** @param tell takes an answer, which is heard after all that has been said before */
  constructor(tell: (line: ChatLine) => void) {
    this.#tell = tell;
  }

  /** Counts on from a line that was the last one said. */
  begin(line: number): void {
    this.#taken = this.#told = line;
  }

  /** Takes in a line. @returns its number */
  take(): number {
    this.#open.add(++this.#taken);
    return this.#taken;
  }

  /** The line was done as it asks: what it says is in the log, under that number. */
  done(line: number, seq?: number): void {
    if (!this.#open.delete(line)) return;
    this.#seq = seq ?? this.#seq;
    this.#become();
  }

  /** The line was not said. */
  refuse(line: number, reason: RefusalReason, text: string): void {
    if (!this.#open.delete(line)) return;
    this.#refused++;
    this.#tell({ type: "refused", line, reason, text });
    this.#become();
  }

  /** Tells now what else would be told at the end of this turn of the loop. */
  readonly flush = (): void => {
    this.#isDue = false;
    const [first = this.#taken + 1] = this.#open;
    if (first - 1 <= this.#told) return;
    this.#told = first - 1;
    this.#tell({
      type: "said",
      line: this.#told,
      ...(this.#seq === undefined ? {} : { seq: this.#seq }),
      ...(this.#refused === 0 ? {} : { refused: this.#refused }),
    });
  };

  /** The listener has missed lines, answers among them perhaps: the last one is told again. */
  readonly again = (): void => {
    this.#told = Math.min(this.#told, this.#taken - 1);
    this.#become();
  };

  #become(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(this.flush);
  }
}
