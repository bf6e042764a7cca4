import type { Random } from "../../../mod/check/probes/seeded_random.ts";

/** A question for the prime service, and the right letter. */
export interface NumberQuestion {
  readonly text: string;
  readonly answer: "T" | "F" | "E";
}

/**
 * Primes from the literature: small ones, Mersenne's, 10^99 + 289 (the smallest of 100 digits), 2^255 - 19.
 */
const PRIMES = [
  2n,
  3n,
  17n,
  65_537n,
  2n ** 31n - 1n,
  2n ** 61n - 1n,
  2n ** 127n - 1n,
  2n ** 255n - 19n,
  10n ** 99n + 289n,
];
const NO_INTEGERS = ["4j", "", "7.0", "1e3", "0x11", "seventeen", "2 3"];

/** A number whose answer does not come from the same algorithm: a known prime, a product, a word. */
export function pickNumber(random: Random): NumberQuestion {
  switch (random.integer(4)) {
    case 0:
      return { text: random.pick(NO_INTEGERS), answer: "E" };
    case 1:
      return { text: String(-random.integer(1e6)), answer: "F" };
    case 2:
      return { text: String(random.pick(PRIMES) * random.pick(PRIMES)), answer: "F" };
    default:
      return { text: String(random.pick(PRIMES)), answer: "T" };
  }
}
