/** A set of measurements of the same thing, summed up. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly rounds: number;
}

/**
 * Median and extremes. The median, because one disturbed round should not move the figure; the extremes,
 * because the reader has to see how much the rounds disagree.
 *
 * @param values at least one number
 */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
  return { median, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN, rounds: values.length };
}

/**
 * The ratio of two candidates, taken round by round and then the median: rounds are interleaved, so what
 * disturbs one round disturbs both and falls out of the ratio.
 *
 * @param ours   measurements in order of rounds
 * @param theirs the same rounds of the other
 * @returns `undefined` when one of them has no round
 */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): number | undefined {
  const pairs = ours.slice(0, theirs.length).map((value, round) => value / (theirs[round] ?? NaN));
  return pairs.length === 0 ? undefined : summarise(pairs).median;
}
