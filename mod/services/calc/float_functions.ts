import { bitLength } from "../../numbers/bit_length.ts";
import { erf, erfc } from "../../numbers/error_function.ts";
import { exactRatio } from "../../numbers/exact_ratio.ts";
import { integerSqrt } from "../../numbers/integer_sqrt.ts";
import { ratioToNumber } from "../../numbers/ratio_to_number.ts";
import { nextAfter, scaleByTwo, ulp } from "./float_layout.ts";
import { gamma, logGamma } from "./gamma.ts";
import { CalcError } from "./calc_error.ts";
import type { Numeric } from "./value.ts";

/**
 * The functions of Python's `math` on floats. `checked` gives them C's manners, which are Python's: NaN from
 * numbers is outside the domain, infinity from finite numbers is an overflow. Digits are the engine's own,
 * and on random arguments differ from CPython's in the last place once in a thousand for exp, sin, cos or
 * pow, more often for cbrt and the hyperbolic ones (docs/calc.md).
 *
 * @throws CalcError
 */
export const floatFunctions: Record<string, (...args: number[]) => number> = {
  ...checked({
    sqrt: Math.sqrt,
    cbrt: Math.cbrt,
    exp: Math.exp,
    exp2: (x) => 2 ** x,
    expm1: Math.expm1,
    log1p: Math.log1p,
    sin: Math.sin,
    cos: Math.cos,
    tan: Math.tan,
    asin: Math.asin,
    acos: Math.acos,
    atan: Math.atan,
    atan2: Math.atan2,
    sinh: Math.sinh,
    cosh: Math.cosh,
    tanh: Math.tanh,
    asinh: Math.asinh,
    acosh: Math.acosh,
    atanh: Math.atanh,
    fmod: (x, y) => x % y,
    remainder: nearestRemainder,
    pow: (x, y) => x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y,
    gamma,
    lgamma: logGamma,
  }),
  erf,
  erfc,
  ulp,
  nextafter: nextAfter,
  hypot, // too long a diagonal is infinite, in Python too
  degrees: (x) => x * (180 / Math.PI),
  radians: (x) => x * (Math.PI / 180),
  fabs: Math.abs,
  copysign: (x, y) => (y < 0 || Object.is(y, -0)) ? -Math.abs(x) : Math.abs(x),
};

function checked(functions: Record<string, (...args: number[]) => number>) {
  const entries = Object.entries(functions).map(([name, f]) =>
    [name, (...args: number[]) => check(name, f, args)] as const
  );
  return Object.fromEntries(entries);
}

/**
 * Functions that reach an infinity at a finite point: there C reports a domain error, and not an overflow.
 */
const poles = new Set(["atanh", "log1p", "pow"]);

function check(name: string, f: (...args: number[]) => number, args: number[]): number {
  const result = f(...args);
  if (Number.isNaN(result) && !args.some(Number.isNaN)) throw new CalcError("domain", undefined, name);
  if (Math.abs(result) === Infinity && args.every(Number.isFinite)) {
    const atPole = poles.has(name) && (name !== "pow" || args[0] === 0);
    throw atPole ? new CalcError("domain", undefined, name) : new CalcError("overflow");
  }
  return result;
}

/** IEEE 754 remainder: x - n·y for the integer n nearest to x / y, ties to even. */
function nearestRemainder(x: number, y: number): number {
  if (!Number.isFinite(x) || y === 0 || Number.isNaN(y)) return NaN;
  if (Math.abs(y) === Infinity) return x;
  const size = Math.abs(y);
  const rest = Math.abs(x) % size;
  const over = size - rest;
  const even = (Math.abs(x) - rest) % (2 * size) === 0;
  const nearest = rest < over || (rest === over && even) ? rest : -over;
  return x < 0 || Object.is(x, -0) ? -nearest : nearest;
}

/**
 * The square root of the sum of the squares, correctly rounded as CPython's is: the squares are added as
 * exact fractions.
 */
function hypot(...args: number[]): number {
  if (args.some((x) => Math.abs(x) === Infinity)) return Infinity;
  if (args.some(Number.isNaN)) return NaN;
  const ratios = args.map(exactRatio);
  const common = ratios.reduce(
    (largest, { denominator }) => denominator > largest ? denominator : largest,
    1n,
  );
  const sum = ratios.reduce(
    (total, { numerator, denominator }) => total + (numerator * (common / denominator)) ** 2n,
    0n,
  );
  return rootOfRatio(sum, common);
}

/**
 * sqrt(sum) / denominator. The root is taken with 128 bits to spare; a bit below says whether it was exact.
 */
function rootOfRatio(sum: bigint, denominator: bigint): number {
  const shift = BigInt(Math.max(0, 256 - bitLength(sum)));
  const scaled = sum << (2n * shift);
  const root = integerSqrt(scaled);
  const inexact = root * root === scaled ? 0n : 1n;
  return ratioToNumber({ numerator: root * 2n + inexact, denominator: denominator << (shift + 1n) });
}

/**
 * A logarithm of an int or a float, as exact for an int of 30 000 digits as for a small one: the powers of
 * two are counted apart.
 *
 * @throws CalcError "domain" for zero and below
 */
export function logarithm(value: Numeric, name: string, log: (x: number) => number): number {
  if (value <= 0) throw new CalcError("domain", undefined, name);
  const float = Number(value);
  if (typeof value === "number" || Number.isFinite(float)) return log(float);
  const twos = bitLength(value);
  return log(Number(value >> BigInt(twos - 64)) / 2 ** 64) + log(2) * twos;
}

/** x · 2^exponent. @throws CalcError "overflow" beyond the largest float */
export function ldexp(x: number, exponent: bigint): number {
  const result = scaleByTwo(x, exponent);
  if (Number.isFinite(x) && !Number.isFinite(result)) throw new CalcError("overflow");
  return result;
}
