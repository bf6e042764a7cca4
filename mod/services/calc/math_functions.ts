import { frexp, modf } from "./float_layout.ts";
import { floatFunctions, ldexp, logarithm } from "./float_functions.ts";
import { integerFunctions } from "./integer_functions.ts";
import { CalcError } from "./calc_error.ts";
import { type NamedFunction, requireInteger, requireNumber } from "./calc_function.ts";
import { toInteger } from "./round.ts";
import { toFloat } from "./to_float.ts";
import type { NumberPair, Value } from "./value.ts";

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

/** The functions of Python's `math`. */
export function mathFunctions(): NamedFunction[] {
  return [
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
      apply: ([x, exponent]) =>
        ldexp(toFloat(requireNumber(x!, "ldexp")), requireInteger(exponent!, "ldexp")),
    }],
    ...ofFloats(0, Infinity, ["hypot"]),
    ...ofIntegers(1, 1, ["isqrt", "factorial"]),
    ...ofIntegers(0, Infinity, ["gcd", "lcm"]),
    ...ofIntegers(2, 2, ["comb"]),
    ...ofIntegers(1, 2, ["perm"]),
    ...logarithms(),
    ...roundings(),
    ...predicates(),
    ...splitters(),
  ];
}

function ofFloats(least: number, most: number, names: readonly string[]): NamedFunction[] {
  return names.map((name) => [name, {
    least,
    most,
    apply: (args, budget) => {
      const floats = args.map((arg) => toFloat(requireNumber(arg, name)));
      budget.spend(floatPrice(name, floats));
      return floatFunctions[name]!(...floats);
    },
  }]);
}

function ofIntegers(
  least: number,
  most: number,
  names: readonly (keyof typeof integerFunctions)[],
): NamedFunction[] {
  return names.map((name) => [name, {
    least,
    most,
    apply: (args, budget) => integerFunctions[name](args.map((arg) => requireInteger(arg, name)), budget),
  }]);
}

function logarithms(): NamedFunction[] {
  const simple = (name: "log2" | "log10"): NamedFunction => [
    name,
    { least: 1, most: 1, apply: ([x]) => logarithm(requireNumber(x!, name), name, Math[name]) },
  ];
  return [simple("log2"), simple("log10"), ["log", {
    least: 1,
    most: 2,
    apply: ([x, base]) => naturalLog(x!, base),
  }]];
}

function naturalLog(x: Value, base: Value | undefined): number {
  const top = logarithm(requireNumber(x, "log"), "log", Math.log);
  if (base === undefined) return top;
  const bottom = logarithm(requireNumber(base, "log"), "log", Math.log);
  if (bottom === 0) throw new CalcError("division-by-zero");
  return top / bottom;
}

function roundings(): NamedFunction[] {
  return (["floor", "ceil", "trunc"] as const).map((name) => [
    name,
    { least: 1, most: 1, apply: ([x]) => toInteger(requireNumber(x!, name), name) },
  ]);
}

/** Questions about floats. */
function predicates(): NamedFunction[] {
  const ofOne = (name: string, holds: (x: number) => boolean): NamedFunction => [
    name,
    { least: 1, most: 1, apply: ([x]) => holds(toFloat(requireNumber(x!, name))) },
  ];
  return [
    ofOne("isfinite", Number.isFinite),
    ofOne("isinf", (x) => Math.abs(x) === Infinity),
    ofOne("isnan", Number.isNaN),
  ];
}

/** A float in two parts. */
function splitters(): NamedFunction[] {
  const inTwo = (name: string, split: (x: number) => NumberPair): NamedFunction => [
    name,
    { least: 1, most: 1, apply: ([x]) => split(toFloat(requireNumber(x!, name))) },
  ];
  return [inTwo("modf", modf), inTwo("frexp", frexp)];
}
