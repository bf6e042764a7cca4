import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  differenceIn,
  FEWEST_ROUNDS,
  isWorseBy,
  ratioInterval,
} from "../../../bench/_kit/compare/ratio_interval.ts";

Deno.test("ratioInterval() leaves out as many extremes as the probability allows", () => {
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  // The table of the sign test: the k-th smallest and largest of n that hold the median with 95 % at least
  const cases = [[6, 1, 0.96875], [8, 1, 0.9921875], [10, 2, 0.978515625], [12, 3, 0.961425781], [
    20,
    6,
    0.9586105,
  ]];
  for (const [rounds, k, confidence] of cases as [number, number, number][]) {
    const interval = ratioInterval(upTo(rounds).reverse())!;
    assertEquals([interval.low, interval.high], [k, rounds + 1 - k], `${rounds} rounds`);
    assertAlmostEquals(interval.confidence, confidence, 1e-6);
  }
});

Deno.test("ratioInterval() has nothing to say after too few rounds", () => {
  assertEquals(ratioInterval(Array(FEWEST_ROUNDS - 1).fill(2)), undefined);
  assertEquals(differenceIn(undefined), "too few rounds");
  assertEquals(isWorseBy(undefined, 0), false);
});

Deno.test("differenceIn() wants the whole interval on one side of 1, and more than a trifle", () => {
  const of = (...ratios: number[]) => differenceIn(ratioInterval(ratios));
  assertEquals(of(1.1, 1.2, 1.1, 1.3, 1.1, 1.05), "better");
  assertEquals(of(0.9, 0.8, 0.9, 0.95, 0.9, 0.7), "worse");
  assertEquals(of(1.1, 1.2, 1.1, 1.3, 1.1, 0.99), "none seen");
  assertEquals(of(1.01, 1.01, 1.01, 1.01, 1.01, 1.01), "none seen", "one percent, however sure");
});

Deno.test("isWorseBy() wants the whole interval beyond the share", () => {
  const interval = ratioInterval([0.9, 0.92, 0.93, 0.9, 0.91, 0.94]);
  assert(isWorseBy(interval, 0));
  assert(isWorseBy(interval, 0.05));
  assert(!isWorseBy(interval, 0.08));
});

/** Rounds of a busy machine: every figure is off by a few percent, and one in ten is disturbed and far out. */
function ratiosOf(random: () => number, effect: number, rounds: number): number[] {
  const noise = () => (random() + random() + random() - 1.5) * 0.06;
  const figure = () => Math.exp(noise()) * (random() < 0.1 ? 0.4 + random() * 0.5 : 1);
  return Array.from({ length: rounds }, () => effect * figure() / figure());
}

/** A generator with a seed (mulberry32), so that the test says the same each time. */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function share(effect: number, rounds: number, wanted: string): number {
  const random = seeded(rounds);
  const runs = 2000;
  let found = 0;
  for (let run = 0; run < runs; run++) {
    found += Number(differenceIn(ratioInterval(ratiosOf(random, effect, rounds))) === wanted);
  }
  return found / runs;
}

Deno.test("of two versions that are the same, hardly one in twenty figures is called different", () => {
  for (const rounds of [6, 8, 10, 20]) {
    const called = share(1, rounds, "better") + share(1, rounds, "worse");
    assert(called < 0.06, `${rounds} rounds: ${called}`);
  }
});

Deno.test("a tenth more or less is found on a busy machine, a twentieth with more rounds", () => {
  assert(share(0.9, 12, "worse") > 0.8);
  assert(share(1.1, 12, "better") > 0.8);
  assert(share(0.95, 30, "worse") > 0.8);
});
