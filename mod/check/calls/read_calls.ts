import { isEnd, isReceive } from "../../lab/watch/call_kinds.ts";
import type { Failure } from "../causes/rule_violation.ts";
import type { CallEvidence, Presumption } from "./call_evidence.ts";
import type { SeenCalls } from "./call_recorder.ts";
import { isFruitless, longestRun } from "./call_signs.ts";
import type { RuleConnection } from "./call_story.ts";
import { CallView, type ConnectionCalls, LONG } from "./call_view.ts";
import { lineAt } from "./sent_bytes.ts";
import { endedBySigpipe, failedCall, readPastEnd, started, truncated } from "./told_anywhere.ts";
import { onConnection } from "./told_on_connection.ts";

/**
 * # The program's own calls as evidence
 *
 * A rule is broken, and was broken once more on a start whose calls were recorded. What the program did on the
 * connection where the rule broke is told in a sentence; some deeds are the sign of a cause, and some show that a cause
 * that the failure looks like is not the one. Nothing is told of a recording that could not be kept whole, but what
 * was seen in it.
 */
export function readCalls(
  seen: SeenCalls,
  failure: Failure,
  connections: readonly RuleConnection[],
): CallEvidence {
  const view = new CallView(seen, failure, connections);
  const ways = failure.start !== undefined || failure.symptom === "refused" ? UNREACHABLE : BROKEN;
  const told = ways.map((way) => way(view)).find((each) => each !== undefined);
  return {
    refuted: new Set(refuted(view)),
    ...(told === undefined ? {} : { told: told.text }),
    ...(told?.cause === undefined ? {} : { cause: told.cause, decides: told.decides ?? false }),
  };
}

/** What may be told, the most telling first: where nobody could be reached, and else. */
const UNREACHABLE = [started, endedBySigpipe, failedCall];
const BROKEN = [endedBySigpipe, readPastEnd, truncated, onConnection, failedCall];

/** What the calls show not to be so. */
function* refuted(view: CallView): Generator<Presumption> {
  const connection = view.broken();
  const known = connection && view.callsOf(connection);
  if (known !== undefined) yield "one_at_a_time";
  if (!view.whole) return;
  const all = view.connections.flatMap((each) => view.callsOf(each) ?? []);
  if (all.length > 0 && all.every(({ calls }) => longestRun(calls.filter(isReceive), isEnd) < 2)) {
    yield "end_loop";
  }
  if (known === undefined) return;
  if (!view.story.calls.some((call) => isFruitless(call, known.socket))) yield "time_limit";
  if (leftInSocket(known)) yield "own_buffer";
  if (known.got < (known.sent.total ?? 0) && !known.isReading) yield "wait_for_end";
  const line = known.sent.total === undefined ? undefined : lineAt(known.sent, known.sent.total - 1);
  const oneCall = line !== undefined &&
    known.pieces.some(({ from, to }) => from <= line.from && to >= line.to);
  if (oneCall) yield* ["pieces", "small_buffer"] as const;
  else if (known.sent.total !== 0 && known.pieces.length === 0) yield "pieces";
}

/** For a while a part of what had come was not read, though nothing newer was needed for that. */
function leftInSocket({ calls, pieces, sent }: ConnectionCalls): boolean {
  const { total = 0, last = 0 } = sent;
  return pieces.some(({ call, to }) => {
    if (to >= total - last) return false;
    const next = calls.slice(calls.indexOf(call) + 1).find(isReceive);
    return next === undefined || next.start - call.at > LONG;
  });
}
