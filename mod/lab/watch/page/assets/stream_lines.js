import { lettersOf } from "./bytes.js";

/**
 * A stream of bytes as lines of equal length, with the borders of what was sent above and of what was received below.
 * Bytes that the recording does not have are one line, however many they are.
 *
 * @typedef {import("./byte_ranges.js").Moved} Moved
 * @typedef {import("./byte_ranges.js").ByteRanges} ByteRanges
 */

/**
 * A part of the stream of which the recording has every byte, or none.
 *
 * @typedef {object} Run
 * @property {number} from
 * @property {number} to
 * @property {boolean} isKnown
 * @property {number} line its first line
 */

/**
 * A call's part of a line.
 *
 * @typedef {object} Segment
 * @property {number} event
 * @property {number} ordinal of its call among all, from 0
 * @property {number} from of the part, as bytes of the stream
 * @property {number} to
 * @property {boolean} begins whether the call's first byte is in it
 * @property {boolean} ends whether its last one is
 * @property {number} length of the whole call, bytes
 */

/**
 * @typedef {object} StreamLine
 * @property {number} from
 * @property {number} to
 * @property {boolean} isKnown
 * @property {{ text: string, bytes: number }[]} letters
 * @property {Segment[]} sent
 * @property {Segment[]} received
 */

export class StreamLines {
  /** @type {Run[]} */
  #runs = [];
  #sent;
  #received;
  #lengthOf;
  #dataOf;
  #width;

  /**
   * @param {ByteRanges} sent what one end has sent; empty when it is not watched
   * @param {ByteRanges} received what the other has received
   * @param {{ lengthOf: (event: number) => number, dataOf: (event: number) => Uint8Array }} known the bytes of a call
   *   that are known, its first ones, and how many these are
   * @param {number} width bytes on a line
   */
  constructor(sent, received, { lengthOf, dataOf }, width) {
    this.#sent = sent;
    this.#received = received;
    this.#lengthOf = lengthOf;
    this.#dataOf = dataOf;
    this.#width = width;
    for (const moved of this.#source.all) this.#addRuns(moved);
    const { total } = this.#source;
    // More was received than anybody was seen to send: the recording began in the middle
    if (received.total > total) this.#addRun(total, received.total, false);
  }

  /** How many lines there are. */
  get count() {
    const last = this.#runs[this.#runs.length - 1];
    return last === undefined ? 0 : last.line + this.#linesOf(last);
  }

  /** @param {number} number from 0 @returns {StreamLine} */
  line(number) {
    const run = this.#runs[this.#lastRun(({ line }) => line <= number)];
    const from = run.isKnown ? run.from + (number - run.line) * this.#width : run.from;
    const to = run.isKnown ? Math.min(run.to, from + this.#width) : run.to;
    return {
      from,
      to,
      isKnown: run.isKnown,
      letters: run.isKnown ? lettersOf(this.#bytes(from, to)) : [],
      sent: segments(this.#sent, from, to),
      received: segments(this.#received, from, to),
    };
  }

  /** The line of a byte. @param {number} byte */
  lineOf(byte) {
    const run = this.#runs[this.#lastRun(({ from }) => from <= byte)];
    if (run === undefined) return 0;
    return run.line +
      (run.isKnown ? Math.floor(Math.min(byte - run.from, run.to - run.from - 1) / this.#width) : 0);
  }

  /** Who knows the bytes. */
  get #source() {
    return this.#sent.total > 0 ? this.#sent : this.#received;
  }

  /** @param {Moved} moved */
  #addRuns({ event, from, to }) {
    const known = Math.min(to - from, this.#lengthOf(event));
    if (known > 0) this.#addRun(from, from + known, true);
    if (from + known < to) this.#addRun(from + known, to, false);
  }

  /** @param {number} from @param {number} to @param {boolean} isKnown */
  #addRun(from, to, isKnown) {
    const last = this.#runs[this.#runs.length - 1];
    if (last !== undefined && last.isKnown === isKnown) last.to = to;
    else this.#runs.push({ from, to, isKnown, line: this.count });
  }

  /** @param {Run} run */
  #linesOf({ from, to, isKnown }) {
    return isKnown ? Math.ceil((to - from) / this.#width) : 1;
  }

  /** @param {(run: Run) => boolean} is true for the first ones */
  #lastRun(is) {
    let [low, high] = [0, this.#runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (is(this.#runs[middle])) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** @param {number} from @param {number} to */
  #bytes(from, to) {
    const bytes = new Uint8Array(to - from);
    for (const moved of this.#source.within(from, to)) {
      const data = this.#dataOf(moved.event).subarray(Math.max(0, from - moved.from), to - moved.from);
      bytes.set(data, Math.max(0, moved.from - from));
    }
    return bytes;
  }
}

/** The most calls that are drawn on a line: those of bytes that are not known may be many. */
const MOST_SEGMENTS = 100;

/** @param {ByteRanges} ranges @param {number} from @param {number} to @returns {Segment[]} */
function segments(ranges, from, to) {
  return ranges.within(from, to, MOST_SEGMENTS).map((moved) => ({
    event: moved.event,
    ordinal: ranges.ordinal(moved),
    from: Math.max(from, moved.from),
    to: Math.min(to, moved.to),
    begins: moved.from >= from,
    ends: moved.to <= to,
    length: moved.to - moved.from,
  }));
}

/**
 * How the borders of the calls of both ends lie to one another.
 *
 * @param {ByteRanges} sent @param {ByteRanges} received
 * @returns {{ sends: number, receives: number, shared: number }} how many borders, of those between two sends, are also borders of a receive
 */
export function compareBorders(sent, received) {
  const ends = new Set(received.all.map(({ to }) => to));
  const borders = sent.all.filter(({ to }) => to > 0 && to < sent.total);
  const calls = (/** @type {Moved[]} */ all) => all.filter(({ from, to }) => to > from).length;
  return {
    sends: calls(sent.all),
    receives: calls(received.all),
    shared: borders.filter(({ to }) => ends.has(to)).length,
  };
}
