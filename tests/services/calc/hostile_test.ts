import { assert, assertEquals } from "@std/assert";
import { ComputationEnded } from "../../../mod/numbers/checkpoint.ts";
import { limitsInAWorker } from "../../../mod/services/calc/budget.ts";
import { createCalculate } from "../../../mod/services/calc/calculation.ts";
import { longestStep } from "../../_kit/measure/longest_step.ts";
import { fc, property } from "../../_kit/property.ts";

const calculate = createCalculate();

/** Numbers as long as they may be, and some that make a long way of it. */
const HUGE = [
  "7**46000",
  "3**82000",
  "2**131071",
  "(2**131071-1)",
  "(2**65521-1)",
  "factorial(9000)",
  "10**39000",
  "isqrt(2**131071-1)",
  `0x${"f".repeat(30_000)}`,
  "9".repeat(39_000),
  "12345.678e300",
];

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...HUGE),
    fc.tuple(
      tie("expression"),
      fc.constantFrom("+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "<", "and"),
      tie("expression"),
    )
      .map(([a, operator, b]) => `(${a}${operator}${b})`),
    fc.tuple(
      fc.constantFrom("gcd", "lcm", "comb", "perm", "min", "hypot"),
      tie("expression"),
      tie("expression"),
    )
      .map(([name, a, b]) => `${name}(${a},${b})`),
    fc.tuple(
      fc.constantFrom("isqrt", "factorial", "log", "erfc", "-", "~", "round", "hex"),
      tie("expression"),
    )
      .map(([name, a]) => `${name}(${a})`),
    fc.tuple(tie("expression"), tie("expression"), tie("expression")).map((parts) =>
      `pow(${parts.join(",")})`
    ),
    tie("expression").map((a) => `(${a}).bit_count()`),
  ),
}));

/** What takes seconds when nobody ends it. */
const LONG = [
  `(${Array(100).fill("gcd(7**46000,3**82000)").join("+")})`,
  `gcd(${Array(200).fill("7**46000,3**82000").join(",")})`,
  `${Array(200).fill("7**46000//3**41000").join("+")}`,
  `${Array(200).fill("isqrt(2**131071-1)").join("+")}`,
  `${Array(200).fill("factorial(9000)%7").join("+")}`,
  `pow(3,2**15000,2**15000-1)`,
  `${Array(200).fill("pow(3,-1,2**131071-1)").join("+")}`,
  `${Array(200).fill("comb(16000,8000)").join("%")}`,
  `${Array(200).fill("7**46000%3**41000").join("+")}`,
];

property(
  "calculate() is never longer than a moment away from its next checkpoint, whatever it computes",
  expression,
  (hostile) => assertShortSteps(hostile),
  { corpus: LONG, runs: 40 },
);

function assertShortSteps(hostile: string): void {
  const { milliseconds, run } = longestStep(1000);
  try {
    run((checkpoint) => calculate(hostile, new Map(), limitsInAWorker, checkpoint));
  } catch (error) {
    assert(error instanceof ComputationEnded, `${error}`);
  }
  const longest = milliseconds();
  assert(longest < MOMENT, `${longest} ms between two checkpoints of ${hostile.slice(0, 200)}`);
}

/** Milliseconds of a processor. */
const MOMENT = 200;

Deno.test("calculate() ends at a checkpoint that says so, and is as good as new", () => {
  let left = 1000;
  const checkpoint = () => {
    if (--left < 0) throw new ComputationEnded();
  };
  let ended: unknown;
  try {
    calculate(LONG[0]!, new Map(), limitsInAWorker, checkpoint);
  } catch (error) {
    ended = error;
  }
  assert(ended instanceof ComputationEnded);
  const after = calculate("6*7", new Map(), limitsInAWorker);
  assertEquals(after.ok && after.text, "42");
});
