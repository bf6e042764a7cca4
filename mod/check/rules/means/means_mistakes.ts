import type { CauseText } from "../../causes/cause_text.ts";
import { MEANS_CAUSES as WHY } from "../../texts/means_texts.ts";
import { meanOf, type Price, type TimeRange, within } from "./prices.ts";

/** Everything that an answer can depend on. */
export interface MeansCase {
  /** The prices of this session, in the order in which they came. */
  readonly prices: readonly Price[];
  /** Those of another session. */
  readonly others?: readonly Price[];
  readonly range: TimeRange;
  /** Whether an earlier query of the session has found prices of this range. */
  readonly found?: boolean;
}

/** What a program with a classic mistake answers. */
export interface MeansMistake {
  readonly tells: CauseText;
  /** The numbers that it may answer, before any rounding; none where it cannot be told by its answer. */
  answers(of: MeansCase): readonly number[];
}

/**
 * The classic mistakes, each played through: an answer that is wrong in just this way tells the mistake by itself. The
 * conversations of the rules are such that no two mistakes answer alike (there is a test for that).
 */
export const MEANS_MISTAKES: readonly MeansMistake[] = [
  // Written the wrong way round, which is exact: a rounded mean, its bytes turned.
  { tells: WHY.littleEndian, answers: (of) => roundings(right(of)).map(turned) },
  {
    tells: WHY.littleEndian,
    answers: ({ prices, range }) => {
      const mean = meanOf(
        within(prices.map(turnedPrice), { from: turned(range.from), to: turned(range.to) }),
      );
      return mean === 0 ? [] : roundings(mean).flatMap((each) => [each, turned(each)]);
    },
  },
  {
    tells: WHY.unsigned,
    answers: ({ prices, range: { from, to } }) => {
      const unsigned = { from: from >>> 0, to: to >>> 0 };
      const times = prices.map(({ time, price }) => ({ time: time >>> 0, price }));
      const both = times.map(({ time, price }) => ({ time, price: price >>> 0 }));
      const values = within(prices, { from, to }).map((price) => price >>> 0);
      return [meanOf(within(times, unsigned)), meanOf(within(both, unsigned)), meanOf(values)];
    },
  },
  { tells: WHY.upperBound, answers: edge(({ from, to }, time) => from <= time && time < to) },
  { tells: WHY.lowerBound, answers: edge(({ from, to }, time) => from < time && time <= to) },
  { tells: WHY.bothBounds, answers: edge(({ from, to }, time) => from < time && time < to) },
  { tells: WHY.wholeSession, answers: edge(() => true) },
  {
    tells: WHY.turnsRange,
    answers: ({ prices, range: { from, to } }) =>
      from > to ? [meanOf(within(prices, { from: to, to: from }))] : [],
  },
  {
    tells: WHY.sortedOnly,
    answers: ({ prices, range }) => {
      const beyond = prices.findIndex(({ time }) => time > range.to);
      return beyond === -1 ? [] : [meanOf(within(prices.slice(0, beyond), range))];
    },
  },
  {
    tells: WHY.shared,
    answers: ({ prices, others = [], range }) =>
      others.length === 0
        ? []
        : [meanOf(within([...others, ...prices], range)), meanOf(within(others, range))],
  },
  { tells: WHY.sum, answers: (of) => [sumOf(of)] },
  { tells: WHY.lastPrice, answers: ({ prices, range }) => within(prices, range).slice(-1) },
  {
    tells: WHY.overflow,
    answers: (of) => {
      const count = within(of.prices, of.range).length;
      const sum = sumOf(of);
      return sum === (sum | 0) || count === 0 ? [] : [(sum | 0) / count, (sum >>> 0) / count];
    },
  },
  {
    tells: WHY.roundsOften,
    answers: ({ prices, range }) => {
      const inside = within(prices, range);
      return [Math.trunc, Math.floor].flatMap((round) => [
        inside.reduce((mean, price, index) => round((mean * index + price) / (index + 1)), 0),
        inside.reduce((mean, price, index) => mean + round((price - mean) / (index + 1)), 0),
        ...(inside.length === 0
          ? []
          : [inside.reduce((sum, price) => sum + round(price / inside.length), 0)]),
      ]);
    },
  },
  {
    tells: WHY.halves,
    answers: ({ prices, range }) => {
      const inside = within(prices, range);
      return inside.length < 3 ? [] : [
        inside.reduce((mean, price) => (mean + price) / 2),
        inside.reduce((mean, price) => Math.trunc((mean + price) / 2)),
      ];
    },
  },
];

/**
 * The mistake that answers with this number, where the right mean is another one; undefined where none is known. An
 * answer of 0 tells of none where nothing was found before, because any program that finds no price gives it.
 */
export function mistakeOf(answer: number, of: MeansCase): CauseText | undefined {
  if (answer === 0 && of.found !== true) return undefined;
  return MEANS_MISTAKES.find((mistake) => mayAnswer(mistake, answer, of))?.tells;
}

/** Whether a program with this mistake gives this answer. */
export function mayAnswer({ answers }: MeansMistake, answer: number, of: MeansCase): boolean {
  return answers(of).some((each) => roundings(each).some((rounded) => (rounded | 0) === answer));
}

function right({ prices, range }: MeansCase): number {
  return meanOf(within(prices, range));
}

function sumOf({ prices, range }: MeansCase): number {
  return within(prices, range).reduce((sum, price) => sum + price, 0);
}

function edge(inside: (range: TimeRange, time: number) => boolean): MeansMistake["answers"] {
  return ({ prices, range }) => [
    meanOf(prices.filter(({ time }) => inside(range, time)).map(({ price }) => price)),
  ];
}

function roundings(mean: number): number[] {
  return [...new Set([Math.floor(mean), Math.ceil(mean)])];
}

function turnedPrice({ time, price }: Price): Price {
  return { time: turned(time), price: turned(price) };
}

/** The number whose four bytes are these, the other way round. */
function turned(number: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setInt32(0, number);
  return view.getInt32(0, true);
}
