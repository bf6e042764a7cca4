import { type Checkpoint, toTheEnd } from "../../numbers/checkpoint.ts";
import { squareRootOfSquare } from "../../numbers/integer_sqrt.ts";
import { randomBase, type RandomFill } from "./random_base.ts";
import { smallFactor } from "./small_factor.ts";
import { strongLucas } from "./strong_lucas.ts";
import { decompose, isStrongProbablePrime } from "./strong_test.ts";
import { createStrongTest64, type StrongTest64 } from "./strong_test_64.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Is this integer prime? The right answer for every integer, at a price that grows with its size.
 *
 * The sheet's function divides by every odd number up to the square root: 10 ns for 17, half a minute for a
 * 20-digit prime, never for 30 digits, and wrong beyond 2^53 where its square root is a rounded one. The
 * tests here ask instead whether n behaves as a prime must, which costs a few modular powers:
 *
 * - division by the primes below 1 000 finds most composites, and names the factor;
 * - a perfect square is refused by its root: it would keep the Lucas test searching for ever;
 * - below 2^64, a strong test to at most seven bases; below 3 317 044 064 679 887 385 961 981, to
 *   the first 13 primes. Within these bounds, exhaustive search has found no composite that passes:
 *   the answer is proved;
 * - above, Baillie–PSW (base 2, then Lucas) and five random bases, from 2^1024 on two. "Composite" is still
 *   certain. "Prime" is then as sure as any computation gets (no counterexample is known, and a composite
 *   passes five random bases once in 1 024 at the very worst, two once in 16), but it is not proved, and
 *   `--explain` says `probable` and why.
 *
 * When is this the wrong choice? Where a certificate must convince others, use an elliptic-curve or Pratt
 * proof.
 *
 * Sources for the bounds: C. Pomerance, J. L. Selfridge, S. S. Wagstaff, Math. Comp. 35 (1980); G. Jaeschke,
 * On strong pseudoprimes to several bases, Math. Comp. 61 (1993); J. Sorenson, J. Webster, Strong
 * pseudoprimes to twelve prime bases, Math. Comp. 86 (2017); the seven bases are J. Sinclair's (2011),
 * checked against J. Feitsma's list of all base-2 pseudoprimes below 2^64.
 */
export interface Primality {
  /**
   * The verdict on n; any integer, negative ones too. Time: about 5 µs at 64 bits, 0.3 ms at 77 digits, 0.1 s
   * at 1 000 digits.
   */
  test(n: bigint, checkpoint?: Checkpoint): Verdict;
}

/** Prepares the test. `fill` draws the random bases; it is a parameter so that a test can repeat them. */
export function createPrimality(fill: RandomFill = (bytes) => crypto.getRandomValues(bytes)): Primality {
  const strong64 = createStrongTest64();
  return {
    test: (n, checkpoint = toTheEnd) =>
      easyVerdict(n) ?? (n < 1n << 64n ? below64Bits(n, strong64) : above64Bits(n, fill, checkpoint)),
  };
}

/** Numbers below `bound` that pass to all these bases are prime. */
const rows: readonly { readonly bound: bigint; readonly bases: readonly number[] }[] = [
  { bound: 1373653n, bases: [2, 3] },
  { bound: 25326001n, bases: [2, 3, 5] },
  { bound: 3215031751n, bases: [2, 3, 5, 7] },
  { bound: 2152302898747n, bases: [2, 3, 5, 7, 11] },
  { bound: 3474749660383n, bases: [2, 3, 5, 7, 11, 13] },
  { bound: 341550071728321n, bases: [2, 3, 5, 7, 11, 13, 17] },
  { bound: 1n << 64n, bases: [2, 325, 9375, 28178, 450775, 9780504, 1795265022] },
  { bound: 318665857834031151167461n, bases: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37] },
  { bound: 3317044064679887385961981n, bases: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41] },
];

/**
 * Random bases after Baillie–PSW: two where a base takes many milliseconds, which is still one more than GMP
 * recommends at any length.
 */
function randomBasesFor(n: bigint): number {
  return n < 1n << 1024n ? 5 : 2;
}

const proved: Verdict = { prime: true, why: "proved" };

/**
 * The verdict of division alone, if it has one. Below 64 bits the strong test is so fast that only
 * the smallest primes are worth dividing by.
 */
function easyVerdict(n: bigint): Verdict | undefined {
  if (n < 2n) return { prime: false, why: "below-two" };
  const factor = smallFactor(n, n < 1n << 64n ? 64 : 1000);
  if (factor !== undefined) {
    return n === BigInt(factor) ? proved : { prime: false, why: "factor", factor: BigInt(factor) };
  }
  return n < 67n * 67n ? proved : undefined;
}

function below64Bits(n: bigint, strong: StrongTest64): Verdict {
  strong.prepare(n);
  const witness = basesFor(n)!.find((base) => strong.passes(base) === 0);
  return witness === undefined ? proved : { prime: false, why: "witness", base: BigInt(witness) };
}

function above64Bits(n: bigint, fill: RandomFill, checkpoint: Checkpoint): Verdict {
  const root = squareRootOfSquare(n, checkpoint);
  if (root !== undefined) return { prime: false, why: "factor", factor: root };
  const bases = basesFor(n);
  if (bases === undefined) return bailliePsw(n, fill, checkpoint);
  return strongToAll(n, bases.map(BigInt), checkpoint) ?? proved;
}

function basesFor(n: bigint): readonly number[] | undefined {
  return rows.find(({ bound }) => n < bound)?.bases;
}

function bailliePsw(n: bigint, fill: RandomFill, checkpoint: Checkpoint): Verdict {
  const composite = strongToAll(n, [2n], checkpoint);
  if (composite) return composite;
  const lucas = strongLucas(n, checkpoint);
  if ("factor" in lucas) return { prime: false, why: "factor", factor: lucas.factor };
  if (!lucas.passes) return { prime: false, why: "lucas" };
  const random = Array.from({ length: randomBasesFor(n) }, () => randomBase(n, fill));
  return strongToAll(n, random, checkpoint) ?? { prime: true, why: "probable", bases: random.length };
}

/** The verdict of the first base that proves n composite, `undefined` when all of them pass. */
function strongToAll(n: bigint, bases: readonly bigint[], checkpoint: Checkpoint): Verdict | undefined {
  const parts = decompose(n);
  const witness = bases.find((base) => !isStrongProbablePrime(parts, base, checkpoint));
  return witness === undefined ? undefined : { prime: false, why: "witness", base: witness };
}
