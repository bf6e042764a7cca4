import { bitLength } from "../../numbers/bit_length.ts";
import { integerSqrt } from "../../numbers/integer_sqrt.ts";
import { log2Integer } from "../../numbers/log2_integer.ts";
import type { Budget } from "./budget.ts";
import { CalcError } from "./calc_error.ts";

/** The functions of Python's `math` on ints. Every argument is an int already. @throws CalcError */
export const integerFunctions = {
  isqrt,
  factorial,
  gcd: (args: readonly bigint[], budget: Budget): bigint => args.reduce((a, b) => gcd(a, b, budget), 0n),
  lcm: (args: readonly bigint[], budget: Budget): bigint => args.reduce((a, b) => lcm(a, b, budget), 1n),
  comb,
  perm,
};

function isqrt([n]: readonly bigint[], budget: Budget): bigint {
  if (n! < 0n) throw new CalcError("domain", undefined, "isqrt");
  const bits = bitLength(n!);
  budget.spend(30 * (bits / 64 + 1) ** 2);
  return integerSqrt(n!, budget.checkpoint);
}

function factorial([n]: readonly bigint[], budget: Budget): bigint {
  if (n! < 0n) throw new CalcError("domain", undefined, "factorial");
  return fallingProduct(n!, n!, budget);
}

/** n! / (n - k)!, or n! when there is no k. */
function perm([n, k = n]: readonly bigint[], budget: Budget): bigint {
  if (n! < 0n || k! < 0n) throw new CalcError("domain", undefined, "perm");
  return k! > n! ? 0n : fallingProduct(n!, k!, budget);
}

function comb([n, k]: readonly bigint[], budget: Budget): bigint {
  if (n! < 0n || k! < 0n) throw new CalcError("domain", undefined, "comb");
  if (k! > n!) return 0n;
  const fewer = k! < n! - k! ? k! : n! - k!;
  return fallingProduct(n!, fewer, budget) / fallingProduct(fewer, fewer, budget);
}

/**
 * n · (n - 1) · … of `count` factors. Halved recursively it would be faster; the budget keeps it short
 * instead.
 */
function fallingProduct(n: bigint, count: bigint, budget: Budget): bigint {
  budget.size(logOfFallingProduct(n, count));
  let product = 1n;
  for (let factor = n; factor > n - count; factor--) {
    budget.spend(bitLength(factor) / 64 * 20 + 50);
    product *= factor;
  }
  return product;
}

/**
 * log2 of the product, from below: a product of `count` factors is at least (count / e)^count and at least (n
 * - count)^count.
 */
function logOfFallingProduct(n: bigint, count: bigint): number {
  if (count === 0n) return 0;
  const smallest = n > count ? log2Integer(n - count) : 0;
  return Number(count) * Math.max(log2Integer(count) - Math.LOG2E, smallest);
}

/** @returns the greatest common divisor, never negative */
function gcd(a: bigint, b: bigint, budget: Budget): bigint {
  // Euclid takes about 0.58 steps a bit, each linear in the size.
  budget.spend(bitLength(b) * (bitLength(b) / 64 + 20));
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) {
    budget.checkpoint();
    [x, y] = [y, x % y];
  }
  return x;
}

function lcm(a: bigint, b: bigint, budget: Budget): bigint {
  if (a === 0n || b === 0n) return 0n;
  budget.size(bitLength(a) + bitLength(b));
  const product = a / gcd(a, b, budget) * b;
  return product < 0n ? -product : product;
}
