import { bitLength } from "./bit_length.ts";

/**
 * Multiplication modulo n, again and again. A number is brought into the form that it is multiplied in, and
 * taken out of it at the end.
 *
 * In that form a number stands for itself and for all that differ from it by a multiple of n. It may be added,
 * subtracted, doubled: what is given to `multiply` has to stay within ±4n, what comes back is within ±2n.
 */
export interface Residues {
  readonly modulus: bigint;
  enter(x: bigint): bigint;
  /** From 0 to n - 1. */
  leave(residue: bigint): bigint;
  multiply(a: bigint, b: bigint): bigint;
}

/**
 * Moduli of more bits are worth Montgomery's way: V8 divides numbers of up to 32 words as fast as it multiplies
 * them, longer ones three times as slowly.
 */
const shortForDivision = 2048;

/** The residues modulo `modulus`, which is above 1. */
export function residuesModulo(modulus: bigint): Residues {
  const isOdd = (modulus & 1n) === 1n;
  return isOdd && bitLength(modulus) > shortForDivision ? montgomery(modulus) : divided(modulus);
}

/** Numbers stand for themselves. */
function divided(modulus: bigint): Residues {
  return {
    modulus,
    enter: (x) => x % modulus,
    leave: (residue) => nonNegative(residue % modulus, modulus),
    multiply: (a, b) => a * b % modulus,
  };
}

/**
 * Residues of an odd modulus, without a division: x stands as x·R modulo n, where R is a power of two. A product
 * of two such numbers is divided by R, not by n: a multiple of n is added that makes its low bits 0, and those
 * are cut off. (P. L. Montgomery, Modular multiplication without trial division, Math. Comp. 44, 1985.)
 *
 * R is about the root of n, so that takes a quarter of the product away. The other quarter that has to go is
 * taken from its upper end, which is cut off, too, and comes back as a multiple of what 2^fold leaves modulo n. The
 * widths are such that no result has to be corrected.
 */
export function montgomery(modulus: bigint): Residues {
  const bits = bitLength(modulus);
  const width = 64 * Math.ceil((bits + 8) / 128);
  const shift = BigInt(width);
  const factor = negativeInverse(modulus, width);
  const cutBelow = (t: bigint): bigint =>
    (t + BigInt.asUintN(width, BigInt.asUintN(width, t) * factor) * modulus) >> shift;
  const fold = bits + width - 2;
  const foldShift = BigInt(fold);
  const folded = (1n << foldShift) % modulus;
  const cutAbove = (t: bigint): bigint => (t >> foldShift) * folded + BigInt.asUintN(fold, t);
  return {
    modulus,
    enter: (x) => (x << shift) % modulus,
    leave: (residue) => nonNegative(cutBelow(residue) % modulus, modulus),
    multiply: (a, b) => cutBelow(cutAbove(a * b)),
  };
}

/** -1/n modulo 2^width, for an odd n: each of Newton's steps doubles the bits that are right. */
function negativeInverse(n: bigint, width: number): bigint {
  let inverse = 1n;
  for (let right = 1; right < width; right *= 2) {
    inverse = BigInt.asUintN(2 * right, inverse * (2n - BigInt.asUintN(2 * right, n) * inverse));
  }
  return BigInt.asUintN(width, -inverse);
}

function nonNegative(rest: bigint, modulus: bigint): bigint {
  return rest < 0n ? rest + modulus : rest;
}
