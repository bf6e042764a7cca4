import { type Checkpoint, toTheEnd } from "../../numbers/checkpoint.ts";
import { Budget, type CalcLimits } from "./budget.ts";
import { evaluate } from "./evaluate.ts";
import { createConstants, createFunctions } from "./functions.ts";
import { CalcError, type CalcErrorData } from "./calc_error.ts";
import { parse } from "./parse.ts";
import { represent } from "./represent.ts";
import type { Value } from "./value.ts";

/**
 * The data a calculation may read: the variables of the conversation, `ans` among them. Plain data,
 * fit for a message to a worker.
 */
export type Variables = ReadonlyMap<string, Value>;

/**
 * The result of an expression: a value, its text and the variable it was given to, or a mistake.
 * Plain data too.
 */
export type CalcResult =
  | { readonly ok: true; readonly value: Value; readonly text: string; readonly target: string | undefined }
  | { readonly ok: false; readonly error: CalcErrorData };

/**
 * The calculator: a text and some variables in, an outcome out. It has no memory and knows no connection, so
 * the event loop and a worker run the very same one, under different limits.
 *
 * It is an interpreter for a language with nothing to escape to, which is the whole answer to "what are the
 * risks of `eval`?": `eval` gives anybody who sends an expression everything the program can do; here an
 * expression can reach numbers, and the functions and attributes in the tables.
 */
export type Calculate = (
  expression: string,
  variables: Variables,
  limits: CalcLimits,
  checkpoint?: Checkpoint,
) => CalcResult;

/** Builds a calculator. */
export function createCalculate(): Calculate {
  const functions = createFunctions();
  const constants = createConstants();
  const isReserved = (name: string) =>
    functions.has(name) || constants.has(name) || name === "ans" || /^math\b/.test(name);
  return (expression, variables, limits, checkpoint = toTheEnd) => {
    try {
      const { steps, target } = parse(expression);
      if (target && isReserved(target.name)) throw new CalcError("reserved", target.at, target.name);
      const value = evaluate(steps, { functions, constants, variables }, new Budget(limits, checkpoint));
      return { ok: true, value, text: represent(value), target: target?.name };
    } catch (error) {
      return { ok: false, error: reportOf(error) };
    }
  };
}

/** Anything but a mistake is a fault of ours and must not be dressed up as the user's. */
function reportOf(error: unknown): CalcErrorData {
  if (!(error instanceof CalcError)) throw error;
  return { code: error.code, at: error.at, detail: error.detail };
}
