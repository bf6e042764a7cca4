import { assertEquals } from "@std/assert";
import type { Attempt, Mistake } from "../../../mod/lab/class/record/attempt.ts";
import {
  isDone,
  isStuck,
  pointsFor,
  type Progress,
  withAttempt,
} from "../../../mod/lab/class/record/progress.ts";

const MINUTE = 60_000;

function mistake(key: string): Mistake {
  return { key, rule: key, title: { en: key, fr: key }, cause: { en: "", fr: "" } };
}

function attempt(at: number, stage: number, ...keys: string[]): Attempt {
  return {
    exercise: "echo",
    at,
    passed: stage,
    total: 10,
    stage,
    partial: false,
    mistakes: keys.map(mistake),
  };
}

function after(...attempts: Attempt[]): Progress {
  return attempts.reduce<Progress | undefined>(withAttempt, undefined)!;
}

Deno.test("what fails first is known, and since when without a break", () => {
  const progress = after(attempt(1, 3, "a", "b"), attempt(2, 3, "a"), attempt(3, 2, "c"), attempt(4, 3, "a"));
  assertEquals([progress.first?.key, progress.firstSince, progress.attempts], ["a", 4, 4]);
  assertEquals([progress.best, progress.bestAt, progress.triesSinceBest], [3, 1, 3]);
});

Deno.test("a run of some rules is a try and tells nothing about the whole", () => {
  const whole = after(attempt(1, 3, "a"));
  const partly = withAttempt(whole, { ...attempt(2, 10), partial: true });
  assertEquals(partly, { ...whole, attempts: 2, lastAt: 2, triesSinceBest: 1 });
  const only = withAttempt(undefined, { ...attempt(2, 10), partial: true });
  assertEquals([isDone(only), only.share], [false, 0]);
  assertEquals(withAttempt(only, attempt(3, 0, "a")).bestAt, 3);
});

Deno.test("stuck is who still tries and gets no further; who has stopped is away", () => {
  const tries = after(attempt(0, 3, "a"), ...[1, 2, 6].map((minute) => attempt(minute * MINUTE, 3, "a")));
  assertEquals(isStuck(tries, 7 * MINUTE), true);
  assertEquals(isStuck(tries, 17 * MINUTE), false);
  assertEquals(isStuck(after(attempt(0, 3, "a"), attempt(6 * MINUTE, 3, "a")), 7 * MINUTE), false);
  assertEquals(isStuck(withAttempt(tries, attempt(7 * MINUTE, 4, "b")), 7 * MINUTE), false);
  assertEquals(isStuck(withAttempt(tries, attempt(7 * MINUTE, 10)), 7 * MINUTE), false);
});

Deno.test("points are equal parts of the whole, by the best run", () => {
  const worse = after(attempt(1, 8, "a"), attempt(2, 1, "b"));
  assertEquals(pointsFor([worse.share, 1, 0], 20), 12);
  assertEquals(pointsFor([], 20), 0);
});
