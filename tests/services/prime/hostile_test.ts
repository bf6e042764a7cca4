import { assert } from "@std/assert";
import { ComputationEnded } from "../../../mod/numbers/checkpoint.ts";
import { createPrimality } from "../../../mod/services/prime/primality.ts";
import { longestStep } from "../../_kit/measure/longest_step.ts";

const primality = createPrimality();

/**
 * Odd numbers of up to 10 000 digits, the most that `--max-digits` allows, each with its own way to take
 * long.
 */
const HOSTILE: Readonly<Record<string, bigint>> = {
  "without a small factor": 10n ** 9999n + 7n,
  "one more than a multiple of a power of two": 5n * 2n ** 33_000n + 1n,
  "one less than a power of two": 2n ** 33_219n - 1n,
  "a square": (10n ** 4999n + 7n) ** 2n,
  "almost a square": (10n ** 4999n + 7n) ** 2n + 2n,
  "a Mersenne prime": 2n ** 9941n - 1n,
};

for (const [what, n] of Object.entries(HOSTILE)) {
  Deno.test(`Primality.test() is never long away from its next checkpoint: ${what}`, () => {
    const { run, milliseconds } = longestStep(1500);
    try {
      run((checkpoint) => primality.test(n, checkpoint));
    } catch (error) {
      assert(error instanceof ComputationEnded, `${error}`);
    }
    assert(milliseconds() < MOMENT, `${milliseconds()} ms between two checkpoints`);
  });
}

/** Milliseconds of a processor. */
const MOMENT = 200;
