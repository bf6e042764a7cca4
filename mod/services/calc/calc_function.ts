import type { Budget } from "./budget.ts";
import { CalcError } from "./calc_error.ts";
import { type Numeric, toInt, toNumeric, type Value } from "./value.ts";

/** A function an expression may call: how many arguments it takes, and what it does with them. */
export interface CalcFunction {
  readonly least: number;
  readonly most: number;
  /** @throws CalcError, without a position */
  readonly apply: (args: readonly Value[], budget: Budget) => Value;
}

/** A function and the name it is called by. */
export type NamedFunction = readonly [name: string, CalcFunction];

/** The argument of a function of numbers. @throws CalcError "needs-number" */
export function requireNumber(value: Value, name: string): Numeric {
  const number = toNumeric(value);
  if (number === undefined) throw new CalcError("needs-number", undefined, name);
  return number;
}

/** The argument of a function of ints. @throws CalcError "needs-integer" */
export function requireInteger(value: Value, name: string): bigint {
  const int = toInt(value);
  if (int === undefined) throw new CalcError("needs-integer", undefined, name);
  return int;
}
