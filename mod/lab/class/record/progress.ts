import type { Attempt, Mistake } from "./attempt.ts";

/** How far a student is with an exercise: all that is known from the reports, folded into one record. */
export interface Progress {
  /** Runs, those of some rules included. */
  readonly attempts: number;
  /** The first and the last, milliseconds since 1970. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Of the last whole run. */
  readonly passed: number;
  readonly total: number;
  readonly stage: number;
  /** The highest stage, and when it was first reached. */
  readonly best: number;
  readonly bestAt: number;
  /** The largest part of the rules that was kept in one run, 0 to 1. */
  readonly share: number;
  /** What fails first now, and since when it has failed first without a break. */
  readonly first: Mistake | undefined;
  readonly firstSince: number;
  /** Runs since the highest stage was reached. */
  readonly triesSinceBest: number;
  readonly mistakes: readonly Mistake[];
}

/** The record with one more run in it. */
export function withAttempt(before: Progress | undefined, attempt: Attempt): Progress {
  const { at, passed, total, stage, mistakes, partial } = attempt;
  if (partial) return withTry(before, at);
  const first = mistakes[0];
  const fresh = before === undefined || before.total === 0;
  const better = fresh || stage > before.best;
  return {
    attempts: (before?.attempts ?? 0) + 1,
    firstAt: before?.firstAt ?? at,
    lastAt: at,
    passed,
    total,
    stage,
    best: better ? stage : before.best,
    bestAt: better ? at : before.bestAt,
    share: Math.max(before?.share ?? 0, total === 0 ? 0 : passed / total),
    first,
    firstSince: !fresh && first?.key === before.first?.key ? before.firstSince : at,
    triesSinceBest: better ? 0 : before.triesSinceBest + 1,
    mistakes,
  };
}

function withTry(before: Progress | undefined, at: number): Progress {
  if (before !== undefined) {
    return {
      ...before,
      attempts: before.attempts + 1,
      lastAt: at,
      triesSinceBest: before.triesSinceBest + 1,
    };
  }
  const none = { passed: 0, total: 0, stage: 0, best: 0, share: 0 };
  return {
    ...none,
    attempts: 1,
    firstAt: at,
    lastAt: at,
    bestAt: at,
    first: undefined,
    firstSince: at,
    triesSinceBest: 0,
    mistakes: [],
  };
}

/** Whether every rule is kept. */
export function isDone({ passed, total }: Progress): boolean {
  return total > 0 && passed === total;
}

/**
 * Whether somebody is stuck: still trying, several times, and no further for a while. Who has stopped trying is not
 * stuck but away.
 *
 * @param now milliseconds since 1970
 */
export function isStuck(progress: Progress, now: number): boolean {
  return !isDone(progress) && progress.triesSinceBest >= STUCK.tries &&
    progress.lastAt - progress.bestAt >= STUCK.without && now - progress.lastAt < STUCK.trying;
}

/** When that is: this many tries and milliseconds without progress, and a try within this time. */
export const STUCK = { tries: 3, without: 5 * 60_000, trying: 10 * 60_000 } as const;

/**
 * The points for exercises: equal parts of the whole, each by the largest part of its rules that was kept in one run.
 *
 * @returns to a tenth
 */
export function pointsFor(shares: readonly number[], most: number): number {
  if (shares.length === 0) return 0;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return Math.round(mean * most * 10) / 10;
}
