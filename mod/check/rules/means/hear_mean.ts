import { RuleViolation } from "../../causes/rule_violation.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import { sleep } from "../../probes/sleep.ts";
import { visibleBytes } from "../../reports/visible_bytes.ts";
import type { RuleContext } from "../../rule_context.ts";
import { MEANS_CAUSES as WHY, MEANS_EXPECTED } from "../../texts/means_texts.ts";
import { type MeansCase, mistakeOf } from "./means_mistakes.ts";
import { isMean, meanOf, within } from "./prices.ts";

/**
 * Hears the answer to a query.
 *
 * @param timeout how long to wait for it, in milliseconds.
 * @throws {RuleViolation} when it is no mean of these prices, with the mistake that this very number tells, if any.
 */
export async function hearMean(
  conn: ObservedConnection,
  of: MeansCase,
  context: RuleContext,
  timeout = context.timeout,
): Promise<void> {
  const mean = meanOf(within(of.prices, of.range));
  const expected = MEANS_EXPECTED.mean(mean, of.range);
  let answer: Uint8Array;
  try {
    answer = await conn.bytes(4, expected, timeout);
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    const tells = inText(error.received, mean) ? WHY.asText : undefined;
    throw new RuleViolation(error.symptom, expected, error.received, error.why, { tells });
  }
  const number = viewOf(answer).getInt32(0);
  if (isMean(number, mean)) return;
  // What comes with it tells of an answer in another form.
  await sleep(60, context.options.signal);
  const whole = Uint8Array.from([...answer, ...conn.unheard]);
  const tells = formOf(whole, mean) ?? mistakeOf(number, of);
  throw new RuleViolation(
    "different",
    expected,
    answer,
    MEANS_EXPECTED.received(visibleBytes(whole), number),
    { tells },
  );
}

/** The mistake in the form of an answer whose number is right. */
function formOf(answer: Uint8Array, mean: number): typeof WHY.asText | undefined {
  if (inText(answer, mean)) return WHY.asText;
  const view = viewOf(answer);
  const wide = answer.length >= 8;
  const floats = [view.getFloat32(0), view.getFloat32(0, true)];
  const doubles = wide ? [view.getFloat64(0), view.getFloat64(0, true)] : [];
  // Small whole numbers are tiny as floating-point ones, so that nothing can be told around 0.
  const near = (number: number) => Math.abs(number - mean) <= Math.max(1, Math.abs(mean) / 1e6);
  if (Math.abs(mean) > 3 && [...floats, ...doubles].some(near)) return WHY.asFloat;
  if (!wide) return undefined;
  const longs = [view.getBigInt64(0), view.getBigInt64(0, true)];
  return longs.some((number) => isMean(Number(number), mean)) ? WHY.eightBytes : undefined;
}

function inText(answer: Uint8Array, mean: number): boolean {
  const text = new TextDecoder().decode(answer);
  return /^-?\d+(\.\d*)?\s*$/.test(text) && Math.abs(Number(text) - mean) <= 1;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
