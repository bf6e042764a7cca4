import { bitLength } from "../../numbers/bit_length.ts";
import { log2Integer } from "../../numbers/log2_integer.ts";
import { ratioToNumber } from "../../numbers/ratio_to_number.ts";
import type { Budget } from "./budget.ts";
import { CalcError } from "./calc_error.ts";
import { powerOfFloats } from "./float_operations.ts";
import { toFloat } from "./to_float.ts";
import type { Numeric } from "./value.ts";

/** Python's arithmetic on two ints. Each asks the budget first. @throws CalcError */
export const integerOperations = {
  "+": sum,
  "-": difference,
  "*": multiply,
  "/": divide,
  "//": floorDivide,
  "%": remainder,
  "**": power,
};

/**
 * Python's operators on the bits of two ints, which for a negative one go on to the left as ones for ever; so
 * they do in a BigInt. Each asks the budget first. @throws CalcError
 */
export const bitOperations = {
  "&": (a: bigint, b: bigint, budget: Budget): bigint => (announceBits(a, b, budget), a & b),
  "|": (a: bigint, b: bigint, budget: Budget): bigint => (announceBits(a, b, budget), a | b),
  "^": (a: bigint, b: bigint, budget: Budget): bigint => (announceBits(a, b, budget), a ^ b),
  "<<": shiftLeft,
  ">>": shiftRight,
};

function announceBits(a: bigint, b: bigint, budget: Budget): void {
  const bits = Math.max(bitLength(a), bitLength(b));
  budget.size(bits);
  budget.spend(bits / 64);
}

function shiftLeft(a: bigint, count: bigint, budget: Budget): bigint {
  if (count < 0n) throw new CalcError("negative-shift");
  if (a === 0n) return 0n;
  const bits = bitLength(a) + Number(count);
  budget.size(bits);
  budget.spend(bits / 64);
  return a << count;
}

function shiftRight(a: bigint, count: bigint, budget: Budget): bigint {
  if (count < 0n) throw new CalcError("negative-shift");
  const bits = bitLength(a);
  budget.spend(bits / 64);
  if (count >= bits) return a < 0n ? -1n : 0n;
  return a >> count;
}

function sum(a: bigint, b: bigint, budget: Budget): Numeric {
  announceSum(a, b, budget);
  return a + b;
}

function difference(a: bigint, b: bigint, budget: Budget): Numeric {
  announceSum(a, b, budget);
  return a - b;
}

function announceSum(a: bigint, b: bigint, budget: Budget): void {
  // What fits a word is below every limit, and known to be so much sooner than its length.
  if (BigInt.asIntN(64, a) === a && BigInt.asIntN(64, b) === b) return;
  budget.size(Math.max(bitLength(a), bitLength(b)));
}

function multiply(a: bigint, b: bigint, budget: Budget): Numeric {
  const [bitsOfA, bitsOfB] = [bitLength(a), bitLength(b)];
  budget.size(bitsOfA + bitsOfB - 1);
  budget.spendProduct(bitsOfA, bitsOfB);
  return a * b;
}

/** True division: the float nearest to the exact quotient, however long the two are. */
function divide(a: bigint, b: bigint, budget: Budget): Numeric {
  if (b === 0n) throw new CalcError("division-by-zero");
  budget.spendProduct(bitLength(a), bitLength(b));
  const quotient = ratioToNumber(
    b < 0n ? { numerator: -a, denominator: -b } : { numerator: a, denominator: b },
  );
  if (!Number.isFinite(quotient)) throw new CalcError("overflow");
  return a === 0n && b < 0n ? -0 : quotient;
}

/** Rounds towards minus infinity, where BigInt rounds towards zero. */
function floorDivide(a: bigint, b: bigint, budget: Budget): Numeric {
  if (b === 0n) throw new CalcError("division-by-zero");
  budget.spendProduct(bitLength(a), bitLength(b));
  const quotient = a / b;
  return a % b !== 0n && (a < 0n) !== (b < 0n) ? quotient - 1n : quotient;
}

/** Takes the sign of the divisor. */
function remainder(a: bigint, b: bigint, budget: Budget): Numeric {
  if (b === 0n) throw new CalcError("division-by-zero");
  budget.spendProduct(bitLength(a), bitLength(b));
  const rest = a % b;
  return rest !== 0n && (rest < 0n) !== (b < 0n) ? rest + b : rest;
}

/** A negative exponent makes a float of both, as in Python. */
function power(base: bigint, exponent: bigint, budget: Budget): Numeric {
  if (exponent < 0n) return powerOfFloats(toFloat(base), toFloat(exponent));
  if (base < -1n || base > 1n) announcePower(base, exponent, budget);
  // ±1 and 0 to any power are small; only the parity of the exponent matters.
  else if (exponent > 1n) return base === -1n && (exponent & 1n) === 0n ? 1n : base;
  return base ** exponent;
}

function announcePower(base: bigint, exponent: bigint, budget: Budget): void {
  const bits = log2Integer(base < 0n ? -base : base) * Number(exponent);
  budget.size(Math.floor(bits) + 1);
  budget.spendProduct(2 * bits, bits);
}
