import { msg } from "../../../i18n/message.ts";
import { UsageError } from "../../../cli/usage_error.ts";
import { limitsInAWorker } from "../../calc/budget.ts";
import { createCalculate } from "../../calc/calculation.ts";

/** A word with an operator in it, such as `2**50-1`; `-5`, `4j` and `0x11` have none. */
const isExpression = /[*/%(]|<<|[\d)_ ]\s*[-+]\s*[\d(]/;

/**
 * What to send for a word of the command line: `2**50-1`, as the sheet writes it, is worked out
 * here, by the calculator; everything else is sent as it is, even if it is not a number: the server
 * will say so.
 *
 * @throws {UsageError} when an expression is too large to be worked out.
 */
export function numberToAsk(word: string): string {
  if (!isExpression.test(word)) return word;
  const outcome = createCalculate()(word, new Map(), limitsInAWorker);
  if (outcome.ok) return typeof outcome.value === "bigint" ? outcome.text : word;
  if (["too-big", "too-many-digits", "too-much-work"].includes(outcome.error.code)) {
    throw new UsageError(msg`${word} is too large to be worked out`);
  }
  return word;
}
