import { asksForName } from "./name_question.ts";
import { PAUSE } from "./heard_lines.ts";

/** Milliseconds between two lines of a server's first words. */
const TOGETHER = 50;
/** Milliseconds from the first word in which a question that has no line end counts. */
const LONGEST = 5000;
/** Milliseconds of silence after which nothing more is to be expected of a server's first words. */
export const OPENING_OVER = PAUSE + TOGETHER;

/**
 * A server's first words, in which it may ask for a name in words of its own.
 *
 * Later on, anybody in a room may write such a question: lines count only as long as they come without a pause, and nothing
 * counts once we have said something. What has no line end is taken for the server's own for longer. It is answered once; a
 * second question says that the answer was not liked, and is the person's.
 */
export class Opening {
  #first: number | undefined;
  #last = 0;
  #isOver = false;
  #isAnswered = false;

  /** We have said something: from now on, questions are somebody's words. */
  ends(): void {
    this.#isOver = true;
  }

  /**
   * Takes in a line, or the beginning of one.
   *
   * @param text all of it
   * @param ended whether it is a whole line
   * @param now milliseconds
   * @returns what to do about it: give the name, let the person do so, or nothing
   */
  hears(
    text: string,
    ended: boolean,
    { name, now = performance.now() }: { name: string | undefined; now?: number },
  ): "answer" | "ask" | undefined {
    this.#first ??= this.#last = now;
    if (now - (ended ? this.#last : this.#first) > (ended ? TOGETHER : LONGEST)) this.ends();
    this.#last = now;
    if (this.#isOver || !asksForName(text, ended)) return undefined;
    if (name === undefined || this.#isAnswered) return "ask";
    // The answer to our answer comes when it comes
    this.#first = undefined;
    this.#isAnswered = true;
    return "answer";
  }
}
