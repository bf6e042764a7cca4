import type { Budget } from "./budget.ts";
import { floatFunctions, ldexp, logarithm } from "./float_functions.ts";
import { integerFunctions } from "./integer_functions.ts";
import { CalcError } from "./calc_error.ts";
import type { Value } from "./number_literal.ts";
import { round, toInteger } from "./round.ts";
import { toFloat } from "./to_float.ts";

/** A function an expression may call: how many arguments it takes, and what it does with them. */
export interface CalcFunction {
  readonly least: number;
  readonly most: number;
  /** @throws CalcError, without a position */
  readonly apply: (args: readonly Value[], budget: Budget) => Value;
}

/** Price of a function of floats, in the budget's nanoseconds. */
const floatWork = 100;

/**
 * Those that cost more: hypot adds exact fractions, the error functions sum a series that is longer the
 * farther from 0 it is.
 */
function floatPrice(name: string, args: readonly number[]): number {
  const [x = 0] = args;
  if (name === "hypot") return (100 + 20 * args.length) * floatWork;
  return name === "erf" || name === "erfc" ? 50_000 + 12 * Math.min(x ** 4, 750 ** 2) : floatWork;
}

/**
 * Every function by name. A function that is not listed cannot be called: there is no other way out
 * of an expression.
 */
export function createFunctions(): ReadonlyMap<string, CalcFunction> {
  return new Map<string, CalcFunction>([
    ...ofFloats(1, 1, [
      "sqrt",
      "cbrt",
      "exp",
      "exp2",
      "expm1",
      "log1p",
      "sin",
      "cos",
      "tan",
      "asin",
      "acos",
      "atan",
    ]),
    ...ofFloats(1, 1, ["sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "degrees", "radians", "fabs"]),
    ...ofFloats(1, 1, ["gamma", "lgamma", "erf", "erfc", "ulp"]),
    ...ofFloats(2, 2, ["atan2", "fmod", "remainder", "pow", "copysign", "nextafter"]),
    ["ldexp", {
      least: 2,
      most: 2,
      apply: ([x, exponent]) => ldexp(toFloat(x!), requireInteger(exponent!, "ldexp")),
    }],
    ...ofFloats(0, Infinity, ["hypot"]),
    ...ofIntegers(1, 1, ["isqrt", "factorial"]),
    ...ofIntegers(0, Infinity, ["gcd", "lcm"]),
    ...ofIntegers(2, 2, ["comb"]),
    ...ofIntegers(1, 2, ["perm"]),
    ...logarithms(),
    ...roundings(),
    ["abs", { least: 1, most: 1, apply: ([x]) => typeof x === "bigint" ? (x < 0n ? -x : x) : Math.abs(x!) }],
    ["min", { least: 2, most: Infinity, apply: (args) => args.reduce((best, x) => x < best ? x : best) }],
    ["max", { least: 2, most: Infinity, apply: (args) => args.reduce((best, x) => x > best ? x : best) }],
  ]);
}

type Entry = readonly [string, CalcFunction];

function ofFloats(least: number, most: number, names: readonly string[]): Entry[] {
  return names.map((name) => [name, {
    least,
    most,
    apply: (args, budget) => {
      const floats = args.map(toFloat);
      budget.spend(floatPrice(name, floats));
      return floatFunctions[name]!(...floats);
    },
  }]);
}

function ofIntegers(least: number, most: number, names: readonly (keyof typeof integerFunctions)[]): Entry[] {
  return names.map((name) => [name, {
    least,
    most,
    apply: (args, budget) => integerFunctions[name](args.map((arg) => requireInteger(arg, name)), budget),
  }]);
}

function logarithms(): Entry[] {
  const simple = (name: "log2" | "log10"): Entry => [
    name,
    { least: 1, most: 1, apply: ([x]) => logarithm(x!, name, Math[name]) },
  ];
  return [simple("log2"), simple("log10"), ["log", {
    least: 1,
    most: 2,
    apply: ([x, base]) => naturalLog(x!, base),
  }]];
}

function naturalLog(x: Value, base: Value | undefined): number {
  const top = logarithm(x, "log", Math.log);
  if (base === undefined) return top;
  const bottom = logarithm(base, "log", Math.log);
  if (bottom === 0) throw new CalcError("division-by-zero");
  return top / bottom;
}

function roundings(): Entry[] {
  const towards = (direction: "floor" | "ceil" | "trunc"): Entry => [
    direction,
    { least: 1, most: 1, apply: ([x]) => toInteger(x!, direction) },
  ];
  const apply: CalcFunction["apply"] = ([x, decimals], budget) => {
    budget.spend(floatWork * 50);
    return round(x!, decimals === undefined ? undefined : requireInteger(decimals, "round"), budget);
  };
  return [towards("floor"), towards("ceil"), towards("trunc"), ["round", { least: 1, most: 2, apply }]];
}

function requireInteger(value: Value, name: string): bigint {
  if (typeof value === "bigint") return value;
  throw new CalcError("needs-integer", undefined, name);
}
