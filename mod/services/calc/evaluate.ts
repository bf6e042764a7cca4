import { type Budget, sizeOf } from "./budget.ts";
import { floatOperations } from "./float_operations.ts";
import type { CalcFunction } from "./functions.ts";
import { integerOperations } from "./integer_operations.ts";
import { CalcError } from "./calc_error.ts";
import type { Value } from "./number_literal.ts";
import type { BinarySymbol, Instruction } from "./parse.ts";
import { toFloat } from "./to_float.ts";

/** The names an expression can see. */
export interface Names {
  readonly functions: ReadonlyMap<string, CalcFunction>;
  /** Constants, the connection's variables and `ans`. */
  readonly values: ReadonlyMap<string, Value>;
}

/** The constants of Python's `math`. */
export const constants: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  tau: 2 * Math.PI,
  inf: Infinity,
  nan: NaN,
};

/** Price of reading a step, in the budget's nanoseconds. */
const stepWork = 20;

/**
 * Runs the steps on a stack of values: no recursion, so the depth of an expression costs memory in an array
 * and nothing else.
 *
 * @throws CalcError, with the position of the step that failed
 */
export function evaluate(steps: readonly Instruction[], names: Names, budget: Budget): Value {
  const stack: Value[] = [];
  for (const step of steps) {
    try {
      budget.spend(stepWork);
      stack.push(run(step, stack, names, budget));
    } catch (error) {
      if (error instanceof CalcError) error.at ??= step.at;
      throw error;
    }
  }
  return stack[0]!;
}

function run(step: Instruction, stack: Value[], names: Names, budget: Budget): Value {
  switch (step.kind) {
    case "value":
      return step.value;
    case "name":
      return lookUp(step.name, names);
    case "unary":
      return step.symbol === "-" ? negate(stack.pop()!, budget) : stack.pop()!;
    case "binary": {
      const right = stack.pop()!;
      return combine(step.symbol, stack.pop()!, right, budget);
    }
    case "call":
      return call(step.name, stack.splice(stack.length - step.count), names, budget);
  }
}

/** The digits of a long int are copied. */
function negate(value: Value, budget: Budget): Value {
  if (typeof value === "bigint") budget.spend(sizeOf(value) / 64);
  return -value;
}

function lookUp(name: string, { functions, values }: Names): Value {
  const value = values.get(name);
  if (value !== undefined) return value;
  if (name === "ans") throw new CalcError("no-answer-yet");
  throw new CalcError(functions.has(name) ? "is-a-function" : "unknown-name", undefined, name);
}

/** Two ints stay ints; one float makes both floats. */
function combine(symbol: BinarySymbol, left: Value, right: Value, budget: Budget): Value {
  if (typeof left === "bigint" && typeof right === "bigint") {
    return integerOperations[symbol](left, right, budget);
  }
  return floatOperations[symbol](toFloat(left), toFloat(right));
}

function call(name: string, args: Value[], { functions, values }: Names, budget: Budget): Value {
  const found = functions.get(name);
  if (!found) throw new CalcError(values.has(name) ? "not-a-function" : "unknown-name", undefined, name);
  const { least, most } = found;
  if (args.length < least || args.length > most) {
    throw new CalcError("arguments", undefined, arity(least, most));
  }
  budget.spend(args.reduce<number>((sum, arg) => sum + sizeOf(arg) / 64, 0));
  return found.apply(args, budget);
}

function arity(least: number, most: number): string {
  if (least === most) return `${least}`;
  return most === Infinity ? `≥ ${least}` : `${least}–${most}`;
}
