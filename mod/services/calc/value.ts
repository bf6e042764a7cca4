import { CalcError } from "./calc_error.ts";

/** A number as Python has it: an int is a bigint, a float a number. */
export type Numeric = bigint | number;

/** Two numbers that are one answer, as `divmod(17, 5)` gives them: Python's tuple. */
export type NumberPair = readonly [Numeric, Numeric];

/** What an expression can be worth: a number, True or False, the text of `bin`, `oct` and `hex`, a pair, None. */
export type Value = Numeric | boolean | string | NumberPair | null;

/** The name that Python gives to a value's type, for sentences. */
export function typeName(value: Value): string {
  if (value === null) return "None";
  switch (typeof value) {
    case "bigint":
      return "int";
    case "number":
      return "float";
    case "boolean":
      return "bool";
    case "string":
      return "str";
    default:
      return "tuple";
  }
}

/** Whether a condition takes a value for true: zero, None and an empty text are false, NaN is true. */
export function isTrue(value: Value): boolean {
  if (typeof value === "number") return value !== 0;
  return Boolean(value);
}

export function isNumberPair(value: Value): value is NumberPair {
  return typeof value === "object" && value !== null;
}

/** True as 1 and False as 0; `undefined` for what is no number. */
export function toNumeric(value: Value): Numeric | undefined {
  if (typeof value === "bigint" || typeof value === "number") return value;
  return typeof value === "boolean" ? (value ? 1n : 0n) : undefined;
}

/** An int, True as 1 and False as 0; `undefined` for anything else. */
export function toInt(value: Value): bigint | undefined {
  if (typeof value === "bigint") return value;
  return typeof value === "boolean" ? (value ? 1n : 0n) : undefined;
}

/** An operator between values that it is not defined for: Python's TypeError. */
export function wrongOperands(left: Value, symbol: string, right: Value): CalcError {
  return new CalcError("operands", undefined, `${typeName(left)} ${symbol} ${typeName(right)}`);
}
