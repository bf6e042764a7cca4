import { type CauseText, causeText } from "./cause_text.ts";
import { type Cause, seen, when } from "../rule.ts";
import type { Text } from "../../i18n/text.ts";
import * as pattern from "./failure_patterns.ts";
import type { COMMON_TEXTS } from "../texts/common_texts.ts";
import { COMMON_CAUSES as WHY, UNEXPLAINED as SEEN } from "../texts/common_causes.ts";
import { endText, START_CAUSES as START } from "../texts/start_texts.ts";

/** The name of a rule that several services have. */
export type CommonRule = keyof typeof COMMON_TEXTS;

const endedWithWords: CauseText = ({ ended }) => SEEN.endedWithWords(endText(ended!));
const ended: CauseText = ({ ended }) => SEEN.ended(endText(ended!));

/** Nobody accepts, under any rule. */
export const NOBODY_THERE: readonly Cause[] = [
  when(pattern.both(pattern.refused, pattern.addressInUse), WHY.addressInUse),
  when(pattern.start("ended", (failure) => failure.said.trim() !== ""), START.ended),
  when(pattern.start("ended"), START.endedSilently),
  when(pattern.start("elsewhere", pattern.onlyDatagrams), START.otherTransport),
  when(pattern.start("elsewhere"), START.elsewhere),
  when(pattern.start("computes"), START.computes),
  seen(pattern.start("silent"), START.silent),
  seen(pattern.both(pattern.refused, pattern.misses("first client")), SEEN.neverStarted),
];

/** The answer is too slow, under any rule: whatever is missing of it tells nothing. */
export const TOO_SLOW: Cause = when(pattern.drips, WHY.drips);

/** The program has ended, and its end tells of a kind of mistake, under any rule. */
export const ITS_END: readonly Cause[] = [
  when(pattern.both(pattern.crashed, pattern.writesAfterEnd), WHY.writesAfterEnd),
  when(pattern.killedBy("SIGPIPE"), WHY.sigpipe),
  when(pattern.killed, WHY.killed),
  when(pattern.crashed, WHY.diedOfIt),
];

/** The program is gone, and nothing tells more. */
export const IT_IS_GONE: readonly Cause[] = [
  when(pattern.both(pattern.refused, pattern.servesOne), WHY.oneClient),
  seen(pattern.both(pattern.hasEnded, ({ said }) => said.trim() !== ""), endedWithWords),
  seen(pattern.hasEnded, ended),
  seen(pattern.refused, SEEN.refused),
];

/** Patterns of an answer that are conclusive under any rule. */
export const GENERAL: readonly Cause[] = [
  ...NOBODY_THERE,
  when(pattern.pythonBytes, WHY.pythonBytes),
  when(pattern.zeroByte, WHY.zeroByte),
  when(pattern.noLineEnd, WHY.noLineEnd),
  when(pattern.emptyLine, WHY.doubleLineEnd),
  when(pattern.mojibake, WHY.mojibake),
];

/** The mistake that the bytes that came tell by themselves. */
export const TOLD: Cause = when(
  ({ tells }) => tells !== undefined,
  (failure) => causeText(failure.tells!, failure),
);

/** Of messages of a known length those in pieces are not understood, and the plainest way is. */
export const SHORT_READ: Cause = when(
  pattern.both(pattern.misses("message in pieces"), pattern.control("holds")),
  WHY.shortRead,
);

/** What is left to say under any rule, from the most telling to the least. */
export const DESCRIBED: readonly Cause[] = described(SEEN.nothing);

/** @param nothing what is said where no answer came, and nothing tells why. */
export function described(nothing: Text): readonly Cause[] {
  return [
    ...ITS_END,
    ...IT_IS_GONE,
    when(pattern.answeredAtEnd, WHY.answersAtEnd),
    seen(pattern.nothing, nothing),
    seen(pattern.hungUp, SEEN.hungUp),
    seen(() => true, SEEN.different),
  ];
}

/** A client has left, as usual or in the middle of a line. */
const LEFT = [
  when(pattern.both(pattern.crashed, pattern.writesAfterEnd), WHY.writesAfterEnd),
  when(pattern.both(pattern.crashed, pattern.brokenPipe), WHY.leftKills),
  when(pattern.crashed, WHY.endKills),
];

/** What a rule does to a server may end it; the rule's own sign of that is told before any general one. */
const DONE_BY: Partial<Record<CommonRule, readonly Cause[]>> = {
  reset: [
    when(pattern.both(pattern.gone, pattern.brokenPipe), WHY.resetKills),
    when(pattern.both(pattern.gone, pattern.control("holds")), WHY.resetEnds),
  ],
  garbage: [
    when(pattern.both(pattern.gone, pattern.decodeError), WHY.garbageKills),
    when(pattern.both(pattern.gone, pattern.control("holds")), WHY.garbageEnds),
  ],
  next_client: LEFT,
  silent_client: LEFT,
};

/** The rules about several clients. */
export const COMPANY: readonly CommonRule[] = ["next_client", "silent_client", "reset", "garbage", "at_once"];

/** The causes of a common rule, from the most specific to the most general. */
export function lineCauses(name: CommonRule): readonly Cause[] {
  const killed = [when(pattern.killedBy("SIGPIPE"), WHY.sigpipe)];
  const one = [when(pattern.servesOne, WHY.oneClient)];
  return [
    ...NOBODY_THERE,
    ...killed,
    ...COMPANY.includes(name) ? one : [],
    ...DONE_BY[name] ?? [],
    ...GENERAL,
    ...CAUSES[name],
    ...DESCRIBED,
  ];
}

const DECODING = [
  when(pattern.decodeError, WHY.decodeError),
  when(pattern.both(pattern.replaced, pattern.control("holds")), WHY.replaced),
  when(pattern.both(pattern.onlyAscii, pattern.control("holds")), WHY.replaced),
];
const EARLY = when(pattern.answeredEarly, WHY.answersPieces);
const IN_PIECES = [
  EARLY,
  when(pattern.both(pattern.control("holds"), pattern.unrefuted("pieces")), WHY.oneRecv),
];
/** A client has left or has said everything, and the program turns in a loop since. */
const LOOPS = when(
  pattern.both(pattern.keepsBusy, pattern.endBefore, pattern.unrefuted("end_loop")),
  WHY.endlessLoop,
);
/** Where a client comes after another one. */
const AFTER_ANOTHER = [
  when(pattern.othersWords, WHY.mixedUp),
  when(pattern.both(pattern.different, pattern.control("holds")), WHY.mixedUp),
  LOOPS,
  seen(pattern.nothing, SEEN.nextClient),
];

const ORDER = when(pattern.misses("answers in order"), WHY.outOfOrder);
const ONLY_FIRST = when(pattern.firstOfSeveral, WHY.onlyFirst);
const EXTRA = when(pattern.extra, WHY.extraBytes);
const ENDLESS = [
  when(pattern.endless, WHY.endlessAnswers),
  LOOPS,
];

const CAUSES: Record<CommonRule, readonly Cause[]> = {
  several: [
    EXTRA,
    ...ITS_END,
    when(pattern.both(pattern.hungUp, pattern.answeredBefore), WHY.closesEarly),
    when(pattern.answeredAtEnd, WHY.answersAtEnd),
    seen(pattern.both(pattern.nothing, pattern.answeredBefore), SEEN.second),
  ],
  bytewise: [...DECODING, ...ITS_END, ...IN_PIECES],
  // What these need is that a line in pieces is understood, so one recv is not what they stumble over.
  glued: [TOLD, EXTRA, ORDER, ...ITS_END, ONLY_FIRST, EARLY, when(pattern.control("holds"), WHY.together)],
  split: [...DECODING, ...ITS_END, EARLY, when(pattern.control("holds"), WHY.cutCharacter)],
  random: [EXTRA, ...DECODING, ORDER, ...ITS_END, EARLY, when(pattern.control("holds"), WHY.keepsNoRest)],
  slow: [
    when(pattern.both(pattern.endedWhileSending, pattern.unrefuted("time_limit")), WHY.timeout),
    ...ITS_END,
    EARLY,
    when(pattern.control("holds"), WHY.slower),
  ],
  long: [
    when(pattern.both(pattern.partAnswered, pattern.unrefuted("small_buffer")), WHY.smallBuffer),
    ...ITS_END,
    seen(pattern.nothing, SEEN.long),
  ],
  crlf: [
    when(pattern.strayReturn, WHY.carriageReturn),
    ...ITS_END,
    when(pattern.control("holds"), WHY.carriageReturn),
  ],
  line_end: [when(pattern.contains(/\r\n$/), WHY.carriageReturnAdded)],
  half_close: [
    ...ENDLESS,
    ORDER,
    seen(pattern.stillOpen, SEEN.open),
    ...ITS_END,
    when(pattern.both(pattern.hungUp, pattern.control("holds")), WHY.halfClose),
  ],
  last_line: [
    ...ENDLESS,
    ...ITS_END,
    seen(pattern.stillOpen, SEEN.open),
    when(pattern.both(pattern.hungUp, pattern.control("holds")), WHY.lastLine),
  ],
  next_client: AFTER_ANOTHER,
  silent_client: AFTER_ANOTHER,
  reset: AFTER_ANOTHER,
  garbage: AFTER_ANOTHER,
  at_once: [
    when(pattern.othersWords, WHY.mixedUp),
    when(pattern.misses("client that waited"), WHY.waiterForgotten),
    when(
      pattern.both(pattern.nothing, pattern.answeredBefore, pattern.unrefuted("one_at_a_time")),
      WHY.notConcurrent,
    ),
    when(pattern.turnedAway, WHY.turnsAway),
  ],
};
