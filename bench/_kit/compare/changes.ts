import type { Comparison, Row } from "../bench.ts";
import {
  type Difference,
  differenceIn,
  isWorseBy,
  type RatioInterval,
  ratioInterval,
} from "./ratio_interval.ts";

/** A figure of one server in two versions. */
export interface FigureChange {
  readonly comparison: string;
  readonly at?: string;
  readonly candidate: string;
  /** The name of the other version. */
  readonly against: string;
  readonly figure: string;
  /** Medians of the rounds. */
  readonly now: number;
  readonly then: number;
  /** How many times as good this version was, round by round; above 1 it is ahead. */
  readonly ratios: readonly number[];
  /** Of the ratios; `undefined` for too few rounds. */
  readonly interval?: RatioInterval;
  readonly difference: Difference;
}

/**
 * What is compared besides a comparison's own figure, less being better: what it took of the processor cannot be
 * distorted by a busy machine, and the slowest of a hundred answers does not show in the throughput.
 */
const BESIDES = /^(cpu µs each|p99 .*|peak MiB)$/;

/**
 * How netlab's figures changed between two versions.
 *
 * @param comparison in which both ran, the rows in pairs
 * @param pairs the names of the rows: this version's, and the other one's
 */
export function changesIn(
  comparison: Comparison,
  pairs: readonly (readonly [string, string])[],
): FigureChange[] {
  const row = (name: string) => comparison.rows.find(({ candidate }) => candidate === name);
  return pairs.flatMap(([ours, others]) => {
    const [now, then] = [row(ours), row(others)];
    if (!now?.perRound?.length || !then?.perRound?.length) return [];
    const figures = Object.keys(now.figures).filter((name) =>
      name in then.figures && (name === comparison.unit || BESIDES.test(name))
    );
    const own = (name: string) => Number(name !== comparison.unit);
    return figures.toSorted((a, b) => own(a) - own(b)).map((figure) =>
      changeOf(figure, comparison, [now, then])
    );
  });
}

function changeOf(figure: string, comparison: Comparison, [now, then]: [Row, Row]): FigureChange {
  const higher = figure === comparison.unit && comparison.better === "higher";
  const ratios = now.perRound!.slice(0, then.perRound!.length).map((round, at) => {
    const [ours, theirs] = [round[figure] ?? NaN, then.perRound![at]![figure] ?? NaN];
    // Nothing and nothing are alike: the C server's memory for a connection that rests
    if (ours === theirs) return 1;
    return higher ? ours / theirs : theirs / ours;
  });
  const sound = ratios.every((ratio) => Number.isFinite(ratio) && ratio > 0);
  const interval = sound ? ratioInterval(ratios) : undefined;
  return {
    comparison: comparison.name,
    ...(comparison.at === undefined ? {} : { at: comparison.at }),
    candidate: now.candidate,
    against: then.candidate,
    figure,
    now: now.figures[figure]!.median,
    then: then.figures[figure]!.median,
    ratios,
    ...(interval === undefined ? {} : { interval }),
    difference: differenceIn(interval),
  };
}

/** Those that are surely worse by more than a share, in a comparison's own figure or in the processor time. */
export function regressions(changes: readonly FigureChange[], share: number): FigureChange[] {
  return changes.filter(({ interval }) => isWorseBy(interval, share));
}
