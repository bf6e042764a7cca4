import { bitLength } from "./bit_length.ts";
import type { Ratio } from "./exact_ratio.ts";

const significandBits = 53;
/** The exponent of the smallest positive double, 2^-1074: no result has a finer unit. */
const finestUnit = -1074;

/**
 * The double nearest to a fraction, ties to even, Infinity when it is too large: one rounding, where dividing
 * two rounded integers makes three (and makes NaN of 10^400 / 10^399).
 *
 * The quotient is scaled so that its integer part has exactly the 53 bits of a double, then rounded as an
 * integer.
 */
export function ratioToNumber({ numerator, denominator }: Ratio): number {
  if (numerator === 0n) return 0;
  if (numerator < 0n) return -ratioToNumber({ numerator: -numerator, denominator });
  const unit = Math.max(exponentOf(numerator, denominator) - (significandBits - 1), finestUnit);
  const rounded = unit < 0
    ? divideToEven(numerator << BigInt(-unit), denominator)
    : divideToEven(numerator, denominator << BigInt(unit));
  return scale(Number(rounded), unit);
}

/** floor(log2(numerator / denominator)), for two positive integers. */
function exponentOf(numerator: bigint, denominator: bigint): number {
  const guess = bitLength(numerator) - bitLength(denominator);
  const reached = guess < 0
    ? (numerator << BigInt(-guess)) >= denominator
    : numerator >= (denominator << BigInt(guess));
  return reached ? guess : guess - 1;
}

/** significand · 2^unit. A unit beyond the largest power of two is infinity all the same. */
function scale(significand: number, unit: number): number {
  return unit > 971 ? Infinity : significand * 2 ** unit;
}

/**
 * numerator / denominator to the nearest integer, a half to the even one. Both must be >= 0, the denominator
 * > 0.
 */
export function divideToEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}
