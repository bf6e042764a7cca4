/**
 * What can be said of the ratio of two versions after a few rounds.
 *
 * Both versions run in every round, so a round gives one ratio, and whatever slows the machine down for longer than
 * a round falls out of it. What is left has no distribution that anybody knows: a disturbed round is far out. So
 * nothing is assumed but that the rounds are independent of each other. The true median then lies above each round's
 * ratio with the probability of a coin, and the interval from the k-th smallest to the k-th largest of n ratios
 * misses it with twice the probability of fewer than k heads in n throws (the inversion of the sign test; David and
 * Nagaraja, Order Statistics, 7.1). It is exact for every n, and there is none for fewer than six rounds.
 *
 * @module
 */
import { summarise } from "../statistics.ts";

/** The interval that holds the true median of the ratios. */
export interface RatioInterval {
  /** The median of the rounds. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** The probability with which an interval that is made in this way holds the true median. */
  readonly confidence: number;
  readonly rounds: number;
}

/** The least probability with which an interval holds the true median. */
export const CONFIDENCE = 0.95;

/** The least number of rounds for which there is such an interval. */
export const FEWEST_ROUNDS = 6;

/**
 * A difference that is smaller is not called one, however sure it is: the place of a program on the disk or in memory
 * can make as much.
 */
export const SMALLEST_DIFFERENCE = 0.02;

/** What the rounds show: the first version better or worse than the second, or neither. */
export type Difference = "better" | "worse" | "none seen" | "too few rounds";

/**
 * The narrowest interval that holds the true median with a probability of {@linkcode CONFIDENCE} or more.
 *
 * @param ratios one of each round
 * @returns `undefined` for fewer than {@linkcode FEWEST_ROUNDS}
 */
export function ratioInterval(ratios: readonly number[]): RatioInterval | undefined {
  const rounds = ratios.length;
  if (rounds < FEWEST_ROUNDS) return undefined;
  let missed = 2 * 0.5 ** rounds;
  let [k, ways, tail] = [1, 1, 1];
  // k more extreme values can be left out on each side as long as the interval stays sure enough.
  for (; k < rounds / 2; k++) {
    ways = ways * (rounds - k + 1) / k;
    tail += ways;
    const next = 2 * tail * 0.5 ** rounds;
    if (1 - next < CONFIDENCE) break;
    missed = next;
  }
  const sorted = ratios.toSorted((a, b) => a - b);
  const { median } = summarise(ratios);
  return { median, low: sorted[k - 1]!, high: sorted[rounds - k]!, confidence: 1 - missed, rounds };
}

/**
 * What a reader may conclude.
 *
 * @param interval of ratios, above 1 where the first version is better
 */
export function differenceIn(interval: RatioInterval | undefined): Difference {
  if (interval === undefined) return "too few rounds";
  const { median, low, high } = interval;
  if (Math.abs(median - 1) < SMALLEST_DIFFERENCE) return "none seen";
  if (low > 1) return "better";
  return high < 1 ? "worse" : "none seen";
}

/**
 * Whether it is sure that the first version is worse by more than a share.
 *
 * @param share `0.05` for five percent
 */
export function isWorseBy(interval: RatioInterval | undefined, share: number): boolean {
  return interval !== undefined && differenceIn(interval) === "worse" && interval.high < 1 - share;
}
