import { causeText } from "../causes/cause_text.ts";
import type { Text } from "../../i18n/text.ts";
import { awakeNow } from "./awake_clock.ts";
import { type Failure, RuleViolation } from "../causes/rule_violation.ts";
import { LEFT_BEHIND as WHY } from "../texts/left_behind_texts.ts";
import { sleep } from "./sleep.ts";

/** A request that came together with others, and a later one, by which is seen what became of it. */
export interface LaterRequest {
  /** Sends the later one by itself. */
  send(): Promise<void>;
  /** What has come since. */
  came(): string;
  /** Whether in what has come is the answer that was missing, or that to the later request. */
  readonly missing: (came: string) => boolean;
  readonly later: (came: string) => boolean;
}

/**
 * Of several requests in one segment not all were answered: whether the program has read the others and goes on with
 * them when anything new comes, or has lost them. The first is what a reader with a buffer of its own does beside
 * select, and a loop that takes out one request for each read; the second, a reader that is made anew each time.
 *
 * @param error why the answer was not heard.
 * @returns the same, with what it tells.
 */
export async function unanswered(
  error: unknown,
  request: LaterRequest,
  signal: AbortSignal,
): Promise<unknown> {
  if (!(error instanceof RuleViolation) || error.symptom !== "silence" || error.tells !== undefined) {
    return error;
  }
  await request.send();
  const deadline = awakeNow() + MOMENT;
  const missing = () => request.missing(request.came());
  while (!missing() && !request.later(request.came()) && awakeNow() < deadline) {
    await sleep(STEP, signal);
  }
  const { symptom, expected, received, why } = error;
  if (missing()) return new RuleViolation(symptom, expected, received, why, { tells: leftBehind });
  if (!request.later(request.came())) return error;
  return new RuleViolation(symptom, expected, received, why, { tells: WHY.lost });
}

/** The others were read, unless the program's own calls show that they still lay in the socket. */
function leftBehind(failure: Failure): Text {
  const { calls } = failure;
  const cause = calls?.refuted.has("own_buffer") ? calls.cause ?? WHY.unread : WHY.waits;
  return causeText(cause, failure);
}

/** Milliseconds in which an answer comes. */
const MOMENT = 600;
const STEP = 20;
