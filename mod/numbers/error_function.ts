import { exactRatio } from "./exact_ratio.ts";
import { integerSqrt } from "./integer_sqrt.ts";
import { ratioToNumber } from "./ratio_to_number.ts";

/**
 * The error function and its complement, to the nearest double.
 *
 * erf x = 2/√π · (x - x³/3 + x⁵/(2!·5) - x⁷/(3!·7) + …), Abramowitz and Stegun 7.1.5. The terms
 * alternate and grow to e^(x²) before they shrink, and erfc x = 1 - erf x is as small as e^(-x²):
 * with this many bits to spare on both sides, integers as fixed-point numbers need no second
 * formula.
 */
export function erf(x: number): number {
  if (Number.isNaN(x) || x === 0) return x;
  if (Math.abs(x) > 6) return Math.sign(x); // the next double below 1 is farther away
  if (Math.abs(x) < 1e-150) return ratioToNumber(slopeTimes(x));
  const { value, bits } = series(x);
  return ratioToNumber({ numerator: value, denominator: 1n << bits });
}

/** 1 - erf x, whose digits are lost in that subtraction. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x < -6) return 2;
  if (x > 27.3) return 0; // below half of the smallest double
  if (Math.abs(x) < 1e-20) return 1;
  const { value, bits } = series(x);
  return ratioToNumber({ numerator: (1n << bits) - value, denominator: 1n << bits });
}

/** 2/√π · x, all there is to erf near 0. */
function slopeTimes(x: number): { numerator: bigint; denominator: bigint } {
  const { numerator, denominator } = exactRatio(x);
  return { numerator: numerator * twoOverRootPi(256n), denominator: denominator << 256n };
}

/** erf x as value / 2^bits. */
function series(x: number): { value: bigint; bits: bigint } {
  const digits = 128 + Math.max(0, -Math.log2(Math.abs(x)));
  const bits = BigInt(Math.ceil(digits + 3 * x * x / Math.LN2));
  const { numerator, denominator } = exactRatio(x);
  const fixed = (numerator << bits) / denominator;
  const square = (fixed * fixed) >> bits;
  let sum = 0n;
  let term = fixed;
  for (let n = 0n; term !== 0n && term !== -1n; term = -((term * square) >> bits) / ++n) {
    sum += term / (2n * n + 1n);
  }
  return { value: (sum * twoOverRootPi(bits)) >> bits, bits };
}

/** 2/√π · 2^bits. */
function twoOverRootPi(bits: bigint): bigint {
  return integerSqrt((4n << (4n * bits)) / pi(2n * bits));
}

/** π · 2^bits, by Machin's formula: π/4 = 4·arctan 1/5 - arctan 1/239. */
function pi(bits: bigint): bigint {
  const spare = bits + 32n;
  return 4n * (4n * arctanOfInverse(5n, spare) - arctanOfInverse(239n, spare)) >> 32n;
}

function arctanOfInverse(n: bigint, bits: bigint): bigint {
  let sum = 0n;
  let power = (1n << bits) / n;
  for (let k = 1n; power !== 0n; k += 2n, power /= -n * n) sum += power / k;
  return sum;
}
