import { type Cause, otherwise, when } from "../rule.ts";
import * as pattern from "./failure_patterns.ts";
import { COMMON_CAUSES as WHY, type COMMON_TEXTS } from "../texts/common_texts.ts";

/** The name of a rule that several services have. */
export type CommonRule = keyof typeof COMMON_TEXTS;

/** Nobody accepts, under any rule. */
export const NOBODY_THERE: readonly Cause[] = [
  when(pattern.both(pattern.refused, pattern.addressInUse), WHY.addressInUse),
  when(pattern.both(pattern.refused, pattern.misses("first client")), WHY.neverStarted),
  when(pattern.refused, WHY.stopsAfterFirst),
];

/** Patterns that are conclusive under any rule. */
export const GENERAL: readonly Cause[] = [
  ...NOBODY_THERE,
  when(pattern.pythonBytes, WHY.pythonBytes),
  when(pattern.zeroByte, WHY.zeroByte),
  when(pattern.noLineEnd, WHY.noLineEnd),
  when(pattern.emptyLine, WHY.doubleLineEnd),
  when(pattern.mojibake, WHY.mojibake),
];

/** For a server that is gone because of what the rule did to it; told before any general cause. */
const GONE_BY: Partial<Record<CommonRule, readonly Cause[]>> = {
  reset: [when(pattern.anotherRefused, WHY.resetKills)],
  garbage: [when(pattern.anotherRefused, WHY.garbageKills)],
  next_client: [when(pattern.crashed, WHY.endKills)],
  silent_client: [when(pattern.crashed, WHY.endKills)],
  at_once: [when(pattern.crashed, WHY.endKills)],
};

/** The causes of a common rule, from the most specific to the most general. */
export function lineCauses(name: CommonRule): readonly Cause[] {
  return [NOBODY_THERE[0]!, ...GONE_BY[name] ?? [], ...GENERAL, ...CAUSES[name]];
}

const DECODING = [
  when(pattern.decodeError, WHY.decodeError),
  when(pattern.replaced, WHY.replaced),
  when(pattern.onlyAscii, WHY.replaced),
];
/** Where a client comes after another one. */
const AFTER_ANOTHER = [when(pattern.different, WHY.mixedUp), when(pattern.nothing, WHY.stuckWithFirst)];

const ORDER = when(pattern.misses("answers in order"), WHY.outOfOrder);
const ONLY_FIRST = when(pattern.nothing, WHY.onlyFirst);

const CAUSES: Record<CommonRule, readonly Cause[]> = {
  several: [when(pattern.hungUp, WHY.closesEarly), otherwise(WHY.waitsForMore)],
  bytewise: [...DECODING, otherwise(WHY.oneRecv)],
  glued: [ORDER, ONLY_FIRST, otherwise(WHY.oneRecv)],
  split: [...DECODING, otherwise(WHY.oneRecv)],
  random: [...DECODING, ORDER, ONLY_FIRST, otherwise(WHY.oneRecv)],
  slow: [when(pattern.hungUp, WHY.timeout), otherwise(WHY.oneRecv)],
  long: [otherwise(WHY.smallBuffer)],
  crlf: [otherwise(WHY.carriageReturn)],
  line_end: [otherwise(WHY.carriageReturnAdded)],
  half_close: [ORDER, when(pattern.stillOpen, WHY.ignoresEnd), otherwise(WHY.halfClose)],
  last_line: [otherwise(WHY.lastLine)],
  next_client: [...AFTER_ANOTHER, otherwise(WHY.stopsAfterFirst)],
  silent_client: [...AFTER_ANOTHER, otherwise(WHY.stopsAfterFirst)],
  reset: [...AFTER_ANOTHER, otherwise(WHY.resetKills)],
  garbage: [...AFTER_ANOTHER, otherwise(WHY.garbageKills)],
  at_once: [
    when(pattern.different, WHY.mixedUp),
    when(pattern.misses("client that waited"), WHY.waiterForgotten),
    otherwise(WHY.notConcurrent),
  ],
};
