import { CalcError } from "./calc_error.ts";

/**
 * Python's operators on two floats. They are the machine's, with three differences from JavaScript's: a
 * division by zero is a mistake and not an infinity, `//` and `%` follow the sign of the divisor, and `**`
 * refuses powers without a real value. Infinities and NaN written by the user (`1e400`) or reached by `*` and
 * `+` stay what they are. @throws CalcError
 */
export const floatOperations = {
  "+": (a: number, b: number): number => a + b,
  "-": (a: number, b: number): number => a - b,
  "*": (a: number, b: number): number => a * b,
  "/": (a: number, b: number): number => a / refuseZero(b),
  "//": floorQuotient,
  "%": remainder,
  "**": powerOfFloats,
};

function refuseZero(divisor: number): number {
  if (divisor === 0) throw new CalcError("division-by-zero");
  return divisor;
}

/** The remainder with the sign of the divisor; a zero has that sign too. */
function remainder(a: number, b: number): number {
  const rest = a % refuseZero(b);
  if (rest === 0) return withSign(0, b);
  return rest < 0 === b < 0 || Number.isNaN(rest) ? rest : rest + b;
}

/**
 * The quotient that goes with `remainder`: a - remainder is a multiple of b but for rounding, so dividing it
 * by b lands next to an integer, and the nearest one is it. Dividing first and rounding down would give 10
 * for 1 // 0.1.
 */
function floorQuotient(a: number, b: number): number {
  const rest = a % refuseZero(b);
  const adjusts = rest !== 0 && rest < 0 !== b < 0 && !Number.isNaN(rest);
  const quotient = (a - rest) / b - (adjusts ? 1 : 0);
  if (quotient === 0) return withSign(0, a / b);
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function withSign(size: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -size : size;
}

/**
 * base ** exponent. IEEE 754 says 1 to any power is 1 and -1 to an infinite one too, where JavaScript answers
 * NaN.
 *
 * @throws CalcError for 0 to a finite negative power, a negative number to a fraction, a finite result beyond
 *   the largest float
 */
export function powerOfFloats(base: number, exponent: number): number {
  const finite = Number.isFinite(base) && Number.isFinite(exponent);
  if (base === 0 && exponent < 0 && finite) throw new CalcError("zero-to-negative");
  if (base < 0 && finite && !Number.isInteger(exponent)) throw new CalcError("complex");
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  const result = base ** exponent;
  if (finite && !Number.isFinite(result)) throw new CalcError("overflow");
  return result;
}
