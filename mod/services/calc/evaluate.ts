import { attributeOf, callMethod } from "./attributes.ts";
import { type Budget, sizeOf } from "./budget.ts";
import { CalcError } from "./calc_error.ts";
import type { CalcFunction } from "./calc_function.ts";
import type { Instruction } from "./instruction.ts";
import { isTrue, type Value } from "./value.ts";

/** The names an expression can see. */
export interface Names {
  readonly functions: ReadonlyMap<string, CalcFunction>;
  readonly constants: ReadonlyMap<string, Value>;
  /** The connection's variables and `ans`. */
  readonly variables: ReadonlyMap<string, Value>;
}

/** Price of a step, in the budget's nanoseconds. */
const stepWork = 20;

/**
 * Runs the steps on a stack of values: no recursion, so the depth of an expression costs memory in an array
 * and nothing else.
 *
 * @throws CalcError, with the position of the step that failed
 */
export function evaluate(steps: readonly Instruction[], names: Names, budget: Budget): Value {
  const stack: Value[] = [];
  let next = 0;
  try {
    while (next < steps.length) {
      budget.spend(stepWork);
      next += 1 + run(steps[next]!, stack, names, budget);
    }
  } catch (error) {
    if (error instanceof CalcError) error.at ??= steps[next]!.at;
    throw error;
  }
  return stack[0]!;
}

/** @returns how many of the next steps are left out */
function run(step: Instruction, stack: Value[], names: Names, budget: Budget): number {
  switch (step.kind) {
    case "value":
      stack.push(step.value);
      return 0;
    case "binary": {
      const right = stack.pop()!;
      stack.push(step.operator.apply(stack.pop()!, right, budget));
      return 0;
    }
    case "unary":
      stack.push(step.operator(stack.pop()!, budget));
      return 0;
    case "name":
      stack.push(lookUp(step.name, names));
      return 0;
    case "call":
      stack.push(call(step.name, stack.splice(stack.length - step.count), names, budget));
      return 0;
    case "attribute":
      stack.push(attributeOf(stack.pop()!, step.name));
      return 0;
    case "method":
      if (step.count > 0) throw new CalcError("arguments", undefined, "0");
      stack.push(callMethod(stack.pop()!, step.name, budget));
      return 0;
    case "chain": {
      const right = stack.pop()!;
      const holds = isTrue(step.operator!.apply(stack.pop()!, right, budget));
      stack.push(holds ? right : false);
      return holds ? 0 : step.distance;
    }
    case "unless":
      return isTrue(stack.pop()!) ? 0 : step.distance;
    case "always":
      return step.distance;
    case "and":
    case "or":
      if (isTrue(stack.at(-1)!) === (step.kind === "or")) return step.distance;
      stack.pop();
      return 0;
  }
}

function lookUp(name: string, { functions, constants, variables }: Names): Value {
  // None is a value, too.
  const known = variables.get(name);
  const value = known === undefined ? constants.get(name) : known;
  if (value !== undefined) return value;
  if (name === "ans") throw new CalcError("no-answer-yet");
  throw new CalcError(functions.has(name) ? "is-a-function" : "unknown-name", undefined, name);
}

function call(name: string, args: Value[], names: Names, budget: Budget): Value {
  const found = names.functions.get(name);
  if (!found) {
    const isValue = names.variables.has(name) || names.constants.has(name);
    throw new CalcError(isValue ? "not-a-function" : "unknown-name", undefined, name);
  }
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
