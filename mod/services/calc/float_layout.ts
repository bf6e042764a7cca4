import { bitLength } from "../../numbers/bit_length.ts";
import { exactRatio } from "../../numbers/exact_ratio.ts";
import { ratioToNumber } from "../../numbers/ratio_to_number.ts";

/** The functions of Python's `math` that see how a double is laid out (IEEE 754-2019, section 3.4). */

/** The double next to `x` on the way to `y`. */
export function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  // The patterns of positive doubles are in the order of their values, those of negative ones in the opposite
  // order.
  bits.setBigUint64(0, bits.getBigUint64(0) + (x < y === x > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

/** The value of the last digit of `x`. */
export function ulp(x: number): number {
  const size = Math.abs(x);
  if (!Number.isFinite(size)) return size;
  const above = nextAfter(size, Infinity);
  return above === Infinity ? size - nextAfter(size, 0) : above - size;
}

/** x · 2^exponent, rounded once. */
export function scaleByTwo(x: number, exponent: bigint): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  // The smallest double is 2^-1074 and the largest below 2^1024: beyond those, how far no longer
  // matters.
  const bounded = exponent > 2200n ? 2200n : exponent < -2200n ? -2200n : exponent;
  const { numerator, denominator } = exactRatio(x);
  const scaled = ratioToNumber(
    bounded < 0n
      ? { numerator, denominator: denominator << -bounded }
      : { numerator: numerator << bounded, denominator },
  );
  return scaled === 0 && x < 0 ? -0 : scaled;
}

/** The fraction of `x` and its whole part, both with its sign. */
export function modf(x: number): readonly [number, number] {
  if (!Number.isFinite(x)) return [Number.isNaN(x) ? x : x < 0 ? -0 : 0, x];
  const whole = Math.trunc(x);
  const fraction = x - whole;
  return [fraction === 0 && (x < 0 || Object.is(x, -0)) ? -0 : fraction, whole];
}

/** `x` as m · 2^e with 0.5 <= |m| < 1. */
export function frexp(x: number): readonly [number, bigint] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0n];
  const { numerator, denominator } = exactRatio(x);
  const exponent = bitLength(numerator) - bitLength(denominator) + 1;
  return [scaleByTwo(x, BigInt(-exponent)), BigInt(exponent)];
}
