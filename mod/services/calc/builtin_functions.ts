import { type Budget, sizeOf } from "./budget.ts";
import { CalcError } from "./calc_error.ts";
import { type CalcFunction, type NamedFunction, requireInteger, requireNumber } from "./calc_function.ts";
import { modularPower } from "./modular_power.ts";
import { binaryOperators } from "./operators.ts";
import { round, toInteger } from "./round.ts";
import { toFloat } from "./to_float.ts";
import { isNumberPair, isTrue, type Numeric, type Value } from "./value.ts";

/** Price of rounding a float, in the budget's nanoseconds. */
const roundWork = 5000;

/** The longest text of `bin`, `oct` or `hex` in digits, which takes as much memory as the longest int. */
const longestText = 1 << 14;

/** The functions that Python has without importing anything, as far as they are about numbers. */
export function builtinFunctions(): NamedFunction[] {
  return [
    ["abs", taking(1, 1, ([x]) => size(requireNumber(x!, "abs")))],
    ["bool", taking(0, 1, ([x = false]) => isTrue(x))],
    ["divmod", taking(2, 2, divmod)],
    ["float", taking(0, 1, ([x = 0n]) => toFloat(requireNumber(x, "float")))],
    ["int", taking(0, 1, ([x = 0n]) => toInteger(requireNumber(x, "int"), "trunc"))],
    ["max", taking(1, Infinity, (args, budget) => extreme(args, ">", budget))],
    ["min", taking(1, Infinity, (args, budget) => extreme(args, "<", budget))],
    ["pow", taking(2, 3, pow)],
    ["round", taking(1, 2, roundTo)],
    ["sum", taking(1, 2, sum)],
    inBase("bin", 2, "0b"),
    inBase("oct", 8, "0o"),
    inBase("hex", 16, "0x"),
  ];
}

function taking(least: number, most: number, apply: CalcFunction["apply"]): CalcFunction {
  return { least, most, apply };
}

function size(x: Numeric): Numeric {
  return typeof x === "bigint" ? (x < 0n ? -x : x) : Math.abs(x);
}

function divmod([a, b]: readonly Value[], budget: Budget): Value {
  const [dividend, divisor] = [requireNumber(a!, "divmod"), requireNumber(b!, "divmod")];
  const quotient = binaryOperators["//"].apply(dividend, divisor, budget) as Numeric;
  return [quotient, binaryOperators["%"].apply(dividend, divisor, budget) as Numeric];
}

/** The first of several values, or of a pair, that none of the others precedes. */
function extreme(args: readonly Value[], symbol: "<" | ">", budget: Budget): Value {
  const [only] = args;
  const values = args.length === 1 && isNumberPair(only!) ? only : args;
  if (values.length === 1) throw new CalcError("arguments", undefined, "≥ 2");
  const { apply } = binaryOperators[symbol];
  return values.reduce<Value>((best, value) => apply(value, best, budget) ? value : best, values[0]!);
}

/** `pow(a, b)` is a**b; with a third argument, that power modulo it. */
function pow([base, exponent, modulus = null]: readonly Value[], budget: Budget): Value {
  if (modulus === null) return binaryOperators["**"].apply(base!, exponent!, budget);
  const [b, e, m] = [base!, exponent!, modulus].map((value) => requireInteger(value, "pow"));
  return modularPower(b!, e!, m!, budget);
}

function roundTo([x, decimals = null]: readonly Value[], budget: Budget): Value {
  budget.spend(roundWork);
  const number = requireNumber(x!, "round");
  return round(number, decimals === null ? undefined : requireInteger(decimals, "round"), budget);
}

function sum([pair, start = 0n]: readonly Value[], budget: Budget): Value {
  if (!isNumberPair(pair!)) throw new CalcError("needs-pair", undefined, "sum");
  return pair.reduce<Value>((total, value) => binaryOperators["+"].apply(total, value, budget), start);
}

function inBase(name: string, base: number, prefix: string): NamedFunction {
  const apply = ([x]: readonly Value[], budget: Budget): string => {
    const n = requireInteger(x!, name);
    if (sizeOf(n) > longestText * Math.log2(base)) {
      throw new CalcError("too-many-digits", undefined, `${longestText}`);
    }
    budget.spend(sizeOf(n));
    return n < 0n ? `-${prefix}${(-n).toString(base)}` : prefix + n.toString(base);
  };
  return [name, taking(1, 1, apply)];
}
