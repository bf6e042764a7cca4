import type { CauseText } from "./cause_text.ts";
import { type Cause, seen, when } from "../rule.ts";
import { endText } from "../texts/start_texts.ts";
import { CLIENT_CAUSES as WHY, CLIENT_SEEN as SEEN } from "../texts/client_texts.ts";
import { otherEncoding, sentAtEnd, typedWithoutEnd, wentOn } from "./client_patterns.ts";
import * as pattern from "./failure_patterns.ts";

const ended: CauseText = ({ ended }) => SEEN.ended(endText(ended!));
const whole = pattern.control("holds");

/** Its end tells why, under any rule. */
export const CLIENT_END: readonly Cause[] = [
  when(pattern.killed, WHY.killed),
  when(pattern.crashed, WHY.died),
];

/** It has not come. */
export const NEVER_CAME: readonly Cause[] = [
  seen(pattern.both(pattern.refused, pattern.hasEnded), ended),
  seen(pattern.refused, SEEN.never),
];

/** What it sends tells why, under any rule. */
const SENT: readonly Cause[] = [
  when(pattern.pythonBytes, WHY.pythonBytes),
  when(pattern.zeroByte, WHY.zeroByte),
  when(typedWithoutEnd, WHY.noLineEnd),
  when(pattern.emptyLine, WHY.emptyLine),
  when(otherEncoding, WHY.encoding),
  when(pattern.mojibake, WHY.encoding),
  when(pattern.around, WHY.around),
  when(pattern.misses("line before anything has come"), WHY.takesTurns),
];

/** What is left to say, from the most telling to the least. */
const DESCRIBED: readonly Cause[] = [
  seen(pattern.hasEnded, ended),
  when(pattern.answeredAtEnd, WHY.waitsForEnd),
  seen(pattern.nothing, SEEN.nothing),
  seen(pattern.hungUp, SEEN.hungUp),
  seen(() => true, SEEN.otherText),
];

/** An answer that comes in pieces. */
const PIECES: readonly Cause[] = [
  when(pattern.extra, WHY.tookPiece),
  when(whole, WHY.oneRecv),
];

const CAUSES = {
  line: SENT,
  waits: [when(pattern.extra, WHY.doesNotWait)],
  shows: [
    when(wentOn, WHY.notShown),
    when(pattern.answeredAtEnd, WHY.waitsForEnd),
    seen(() => true, SEEN.notShown),
  ],
  bytewise: [...PIECES, seen(() => true, SEEN.pieces)],
  split: [
    when(pattern.decodeError, WHY.decode),
    when(pattern.both(pattern.replaced, whole), WHY.decode),
    ...PIECES,
    when(pattern.mojibake, WHY.mojibake),
    seen(() => true, SEEN.pieces),
  ],
  ctrl_d: [
    when(sentAtEnd, WHY.sendsAtKeyEnd),
    when(pattern.both(pattern.stillOpen, pattern.keepsBusy), WHY.turnsAtKeyEnd),
    seen(pattern.stillOpen, SEEN.keyEnd),
  ],
  server_gone: [
    when(pattern.both(pattern.stillOpen, pattern.keepsBusy), WHY.turnsAtEnd),
    seen(pattern.stillOpen, SEEN.gone),
  ],
  pushed: [
    when(pattern.misses("screen before a line is typed"), WHY.afterTyping),
    when(pattern.misses("screen before the end"), WHY.afterKeyboard),
    seen(pattern.different, SEEN.pushed),
    seen(pattern.nothing, SEEN.pushed),
  ],
  asks: SENT,
  saves: [
    when(pattern.both(({ symptom }) => symptom === "silence", whole), WHY.nothingInPieces),
    seen(({ symptom }) => symptom === "silence", SEEN.notSaved),
    when(pattern.misses("file with its head"), WHY.headSaved),
    when(pattern.misses("file as text"), WHY.asText),
    when(pattern.misses("file without its beginning"), WHY.beginningLost),
    when(pattern.both(pattern.misses("file without its rest"), whole), WHY.onePiece),
    seen(pattern.misses("file without its rest"), SEEN.restMissing),
    seen(() => true, SEEN.mangled),
  ],
  cut: [
    when(pattern.both(pattern.stillOpen, pattern.keepsBusy), WHY.turnsAtEnd),
    when(pattern.different, WHY.keepsShort),
  ],
  refused: [
    when(({ symptom }) => symptom === "extra", WHY.refusedFile),
    when(pattern.different, WHY.reasonHidden),
  ],
} satisfies Record<string, readonly Cause[]>;

/** The causes of a rule of clients, from the most specific to the most general. */
export function clientCauses(name: keyof typeof CAUSES): readonly Cause[] {
  return [...CLIENT_END, ...NEVER_CAME, ...CAUSES[name], ...DESCRIBED];
}
