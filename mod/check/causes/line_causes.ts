import { type Cause, otherwise, when } from "../rule.ts";
import * as sign from "./symptoms.ts";
import { COMMON_CAUSES as WHY, type COMMON_TEXTS } from "../texts/common_texts.ts";

/** The name of a rule that several services have. */
export type CommonRule = keyof typeof COMMON_TEXTS;

/** Nobody accepts, whatever the rule. */
export const NOBODY_THERE: readonly Cause[] = [
  when(sign.both(sign.refused, sign.addressInUse), WHY.addressInUse),
  when(sign.both(sign.refused, sign.misses("first client")), WHY.neverStarted),
  when(sign.refused, WHY.stopsAfterFirst),
];

/** Signs that say it all, whatever the rule. */
export const GENERAL: readonly Cause[] = [
  ...NOBODY_THERE,
  when(sign.pythonBytes, WHY.pythonBytes),
  when(sign.zeroByte, WHY.zeroByte),
  when(sign.noLineEnd, WHY.noLineEnd),
  when(sign.emptyLine, WHY.doubleLineEnd),
  when(sign.mojibake, WHY.mojibake),
];

/** Where the server is gone because of what the rule did to it, which is said before anything general. */
const GONE_BY: Partial<Record<CommonRule, readonly Cause[]>> = {
  reset: [when(sign.anotherRefused, WHY.resetKills)],
  garbage: [when(sign.anotherRefused, WHY.garbageKills)],
  next_client: [when(sign.crashed, WHY.endKills)],
  silent_client: [when(sign.crashed, WHY.endKills)],
  at_once: [when(sign.crashed, WHY.endKills)],
};

/** The causes of a common rule, from the most telling to the usual. */
export function lineCauses(name: CommonRule): readonly Cause[] {
  return [NOBODY_THERE[0]!, ...GONE_BY[name] ?? [], ...GENERAL, ...CAUSES[name]];
}

const DECODING = [
  when(sign.decodeError, WHY.decodeError),
  when(sign.replaced, WHY.replaced),
  when(sign.onlyAscii, WHY.replaced),
];
/** Where a client comes after another one. */
const AFTER_ANOTHER = [when(sign.different, WHY.mixedUp), when(sign.nothing, WHY.stuckWithFirst)];

const ORDER = when(sign.misses("answers in order"), WHY.outOfOrder);
const ONLY_FIRST = when(sign.nothing, WHY.onlyFirst);

const CAUSES: Record<CommonRule, readonly Cause[]> = {
  several: [when(sign.hungUp, WHY.closesEarly), otherwise(WHY.waitsForMore)],
  bytewise: [...DECODING, otherwise(WHY.oneRecv)],
  glued: [ORDER, ONLY_FIRST, otherwise(WHY.oneRecv)],
  split: [...DECODING, otherwise(WHY.oneRecv)],
  random: [...DECODING, ORDER, ONLY_FIRST, otherwise(WHY.oneRecv)],
  slow: [when(sign.hungUp, WHY.timeout), otherwise(WHY.oneRecv)],
  long: [otherwise(WHY.smallBuffer)],
  crlf: [otherwise(WHY.carriageReturn)],
  line_end: [otherwise(WHY.carriageReturnAdded)],
  half_close: [ORDER, when(sign.stillOpen, WHY.ignoresEnd), otherwise(WHY.halfClose)],
  last_line: [otherwise(WHY.lastLine)],
  next_client: [...AFTER_ANOTHER, otherwise(WHY.stopsAfterFirst)],
  silent_client: [...AFTER_ANOTHER, otherwise(WHY.stopsAfterFirst)],
  reset: [...AFTER_ANOTHER, otherwise(WHY.resetKills)],
  garbage: [...AFTER_ANOTHER, otherwise(WHY.garbageKills)],
  at_once: [
    when(sign.different, WHY.mixedUp),
    when(sign.misses("client that waited"), WHY.waiterForgotten),
    otherwise(WHY.notConcurrent),
  ],
};
