import { bitLength } from "../../numbers/bit_length.ts";
import { modPow } from "../../numbers/mod_pow.ts";
import type { Budget } from "./budget.ts";
import { CalcError } from "./calc_error.ts";

/**
 * Python's `pow(base, exponent, modulus)` on ints: the result has the sign of the modulus, and a negative
 * exponent is one of the inverse.
 *
 * @throws CalcError for a modulus of 0, or when there is no inverse
 */
export function modularPower(base: bigint, exponent: bigint, modulus: bigint, budget: Budget): bigint {
  if (modulus === 0n) throw new CalcError("zero-modulus");
  const size = modulus < 0n ? -modulus : modulus;
  budget.spendProduct(bitLength(base), bitLength(size));
  const positive = exponent < 0n ? inverse(residue(base, size), size, budget) : residue(base, size);
  const power = residue(powerOf(positive, exponent < 0n ? -exponent : exponent, size, budget), size);
  return modulus < 0n && power !== 0n ? power + modulus : power;
}

function powerOf(base: bigint, exponent: bigint, modulus: bigint, budget: Budget): bigint {
  const words = bitLength(modulus) / 64 + 1;
  // A square, a remainder, and now and then one more of both, for each bit.
  budget.spend(bitLength(exponent) * (60 + 3 * words * words));
  return modulus === 1n ? 0n : modPow(base, exponent, modulus, budget.checkpoint);
}

/** From 0 to modulus - 1. */
function residue(n: bigint, modulus: bigint): bigint {
  const rest = n % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/**
 * The number that gives 1 with `n`, modulo `modulus` (Knuth, The Art of Computer Programming 4.5.2, algorithm
 * X, without the half that is not asked for).
 */
function inverse(n: bigint, modulus: bigint, budget: Budget): bigint {
  const bits = bitLength(modulus);
  // As for the greatest common divisor, with a product beside each division.
  budget.spend(2 * bits * (bits / 64 + 20));
  let [rest, next] = [modulus, n];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    budget.checkpoint();
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  if (rest !== 1n) throw new CalcError("not-invertible");
  return residue(factor, modulus);
}
