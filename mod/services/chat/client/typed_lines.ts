import type { Readline } from "../../../terminal/readline.ts";

/** One line that was entered. */
export interface TypedLine {
  readonly text: string;
  /** Whether the connection for which it was entered has broken since. */
  readonly isStale: boolean;
}

/** The lines of a readline, which may be entered faster than they are taken: each belongs to the connection of its time. */
export class TypedLines {
  readonly #readline: Readline;
  #entered = 0;
  #taken = 0;
  #stale = 0;

  constructor(readline: Readline) {
    this.#readline = readline;
  }

  /** A line has been entered; a readline that does not say so has no lines in store. */
  entered(): void {
    this.#entered++;
  }

  /** The connection has broken: what has been entered and not been taken was for that one. */
  breaks(): void {
    this.#stale = Math.max(0, this.#entered - this.#taken);
  }

  /** Every line; for one reader. */
  async *lines(): AsyncGenerator<TypedLine> {
    for await (const text of this.#readline.lines()) {
      this.#taken++;
      const isStale = this.#stale > 0;
      if (isStale) this.#stale--;
      yield { text, isStale };
    }
  }
}
