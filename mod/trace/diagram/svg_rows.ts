import { type Arrow, isTakenAtOnce, type WordedLadder } from "./ladder.ts";
import { HANDSHAKE, isHandshake, pauseText, waitText } from "./words.ts";

/*
 * Where everything stands from top to bottom.
 *
 * Rows are in order, not to scale: a page would be all waiting otherwise. A row holds one thing that a
 * program did, what it sent, and the call that took it if that was the very next thing. Whatever else needs
 * room gets a row of its own, so nothing can stand on anything else.
 */

/** An arrow at its height. */
export interface PlacedArrow {
  readonly arrow: Arrow;
  /** Its segments in turn, of which the second of a handshake comes back. */
  readonly segments: readonly { readonly leaves: number; readonly arrives: number }[];
  /** From when to when what it brought waits for a call. */
  readonly wait?: { readonly from: number; readonly to: number };
  /** The words about that, and their height. */
  readonly words?: { readonly y: number; readonly text: string };
}

/** A time in which nothing happened. */
export interface PlacedPause {
  readonly y: number;
  readonly text: string;
}

/** Everything at its height. */
export interface Rows {
  /** Of each mark. */
  readonly marks: readonly number[];
  readonly arrows: readonly PlacedArrow[];
  readonly pauses: readonly PlacedPause[];
  readonly bottom: number;
}

/** Heights, in pixels: before a mark and after it, of one more arrow, of words about a wait, of a pause. */
const [ABOVE, BELOW, MORE, WORDS, PAUSE] = [20, 14, 26, 18, 30] as const;

/** How far an arrow falls on its way, so that one sees which end was first. */
export const FALL = 14;

/** Places a ladder below a height. */
export function placeRows(ladder: WordedLadder, top: number): Rows {
  const rows = new RowsBuilder(ladder, top);
  ladder.marks.forEach((_, index) => rows.add(index));
  return rows.finish();
}

class RowsBuilder {
  readonly #ladder: WordedLadder;
  readonly #marks: number[] = [];
  readonly #arrows: Omit<PlacedArrow, "wait">[] = [];
  readonly #pauses: PlacedPause[] = [];
  #y: number;

  constructor(ladder: WordedLadder, top: number) {
    this.#ladder = ladder;
    this.#y = top;
  }

  add(index: number): void {
    const { leaving, arriving } = this.#ladder;
    const pause = pauseText(index, this.#ladder);
    const taken = arriving[index]![0];
    if (taken !== undefined && pause === undefined && isTakenAtOnce(taken, this.#ladder)) {
      const y = this.#marks[index - 1]! + FALL;
      this.#marks.push(y);
      this.#y = Math.max(this.#y, y + BELOW / 2);
      return;
    }
    if (pause !== undefined) {
      this.#pauses.push({ y: this.#y + PAUSE / 2, text: pause });
      this.#y += PAUSE;
    }
    for (const arrow of arriving[index]!) if (arrow.from === undefined) this.#addArrival(arrow);
    const y = this.#y + ABOVE;
    this.#marks.push(y);
    this.#y = y + BELOW;
    leaving[index]!.forEach((arrow, count) => {
      this.#addArrow(arrow, count === 0 ? y : this.#y + MORE - FALL);
    });
  }

  finish(): Rows {
    return {
      marks: this.#marks,
      pauses: this.#pauses,
      bottom: this.#y,
      arrows: this.#arrows.map((placed) => ({ ...placed, ...this.#wait(placed) })),
    };
  }

  /** What came from a peer that wrote no trace came before it was taken; when, nobody knows. */
  #addArrival(arrow: Arrow): void {
    if (isHandshake(arrow)) this.#addArrow(arrow, this.#y + ABOVE);
    else {
      const y = this.#y + ABOVE;
      this.#arrows.push({ arrow, segments: [{ leaves: y, arrives: y }] });
    }
  }

  #addArrow(arrow: Arrow, y: number): void {
    const [words, fall] = isHandshake(arrow) ? [HANDSHAKE, FALL / 2] as const : [[""], FALL] as const;
    const segments = words.map((_, index) => ({
      leaves: y + index * MORE,
      arrives: y + index * MORE + fall,
    }));
    this.#y = Math.max(this.#y, segments.at(-1)!.arrives + 4);
    const text = waitText(arrow, this.#ladder);
    if (text === undefined) this.#arrows.push({ arrow, segments });
    else {
      this.#arrows.push({ arrow, segments, words: { y: this.#y + WORDS / 2, text } });
      this.#y += WORDS;
    }
  }

  /** From its arrival until the call. */
  #wait({ arrow, segments }: Omit<PlacedArrow, "wait">): Pick<PlacedArrow, "wait"> {
    const { from, to, toLane, kind } = arrow;
    if (from === undefined) return {};
    const never = to === undefined && kind === "connect" && this.#ladder.lanes[toLane]!.traced;
    const end = to === undefined ? (never ? this.#y : undefined) : this.#marks[to];
    const start = segments.at(-1)!.arrives;
    return end === undefined || end <= start ? {} : { wait: { from: start, to: end } };
  }
}
