import type { CauseText } from "../../causes/cause_text.ts";
import { MESSAGE_SIZES, type MessageFraming } from "../../../io/message_framing.ts";
import { joinBytes, marked } from "../../probes/message_talk.ts";
import { equalBytes } from "../../probes/quoted_bytes.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
import { ECHO_CAUSES } from "../../texts/echo_texts.ts";
import { ECHO_MESSAGE_CAUSES as WHY } from "../../texts/echo_message_texts.ts";
import { ECHO_UDP_CAUSES } from "../../texts/echo_udp_texts.ts";
import { begins, toldByBytes } from "./told_by_bytes.ts";

/** A message, and what its answer is to be. */
export interface Echoed {
  readonly said: Uint8Array;
  readonly right: Uint8Array;
}

/** The bytes that a program with a mistake in its marks sends for a message. */
interface MarkMistake {
  readonly tells: CauseText;
  readonly wire: Uint8Array;
}

/**
 * The mistake that an answer tells: each classic one is played through, and an answer that is wrong in just its way, to
 * the byte, is nobody else's.
 */
export function messageMistake(
  came: Uint8Array,
  { said, right }: Echoed,
  framing: MessageFraming,
): CauseText | undefined {
  // A mark may be wrong around a text that is, too: the mark is told first.
  for (const message of [right, said]) {
    const mistake = markMistakes(message, framing).find(({ wire }) => equalBytes(wire, came));
    if (mistake !== undefined) return mistake.tells;
  }
  const answer = contentOf(came, framing);
  if (answer === undefined) return undefined;
  const missing = right.length - answer.length;
  if (framing !== "nul" && missing === MESSAGE_SIZES[framing] && begins(right, answer)) {
    return WHY.takesTooLittle;
  }
  return contentMistake(answer, { said, right });
}

/** What a program with a mistake in its marks sends for a message. */
export function markMistakes(message: Uint8Array, framing: MessageFraming): MarkMistake[] {
  const mistakes: MarkMistake[] = [
    { tells: WHY.noMark, wire: message },
    { tells: WHY.line, wire: joinBytes([message, LINE_END]) },
  ];
  if (framing !== "nul") mistakes.push(...lengthMistakes(message, MESSAGE_SIZES[framing]));
  const right = marked(message, framing);
  return mistakes.filter(({ wire }) => wire.length > 0 && !equalBytes(wire, right));
}

function lengthMistakes(message: Uint8Array, size: number): MarkMistake[] {
  const { length } = message;
  const characters = [...new TextDecoder().decode(message)].length;
  const withLength = (tells: CauseText, prefix: Uint8Array, more = NOTHING) => ({
    tells,
    wire: joinBytes([prefix, message, more]),
  });
  const digits = ["", "\n", " ", ":"].map((end) => new TextEncoder().encode(`${length}${end}`));
  const units = new TextDecoder().decode(message).length;
  return [
    withLength(WHY.littleEndian, lengthBytes(length, size).toReversed()),
    withLength(WHY.countsItself, lengthBytes(length + size, size)),
    ...OTHER_SIZES.filter((other) => other !== size).flatMap((other) => [
      withLength(WHY.otherWidth(other), lengthBytes(length, other)),
      withLength(WHY.otherWidth(other), lengthBytes(length, other).toReversed()),
    ]),
    ...digits.map((each) => withLength(WHY.digits, each)),
    ...[characters, units].filter((count) => count !== length).map((count) =>
      withLength(WHY.characters, lengthBytes(count, size))
    ),
    withLength(WHY.countsZero, lengthBytes(length + 1, size), ZERO),
  ];
}

/** The content of the first message, if its mark is there and all of it has come. */
function contentOf(came: Uint8Array, framing: MessageFraming): Uint8Array | undefined {
  if (framing === "nul") {
    const end = came.indexOf(0);
    return end === -1 ? undefined : came.subarray(0, end);
  }
  const size = MESSAGE_SIZES[framing];
  if (came.length < size) return undefined;
  const length = came.subarray(0, size).reduce((sum, byte) => sum * 256 + byte, 0);
  return came.length < size + length ? undefined : came.subarray(size, size + length);
}

function contentMistake(answer: Uint8Array, { said, right }: Echoed): CauseText | undefined {
  const told = toldByBytes(answer, right);
  if (told !== undefined) return told;
  if (equalBytes(answer, said)) return ECHO_UDP_CAUSES.unchanged;
  if (answer.length >= SMALLEST_READ && answer.length < right.length && begins(right, answer)) {
    return WHY.cut(answer.length, right.length);
  }
  const [text, expected] = [answer, right].map((bytes) => new TextDecoder().decode(bytes));
  if (/^b['"]/.test(text!)) return COMMON_CAUSES.pythonBytes;
  if (text === new TextDecoder().decode(said).toUpperCase()) return ECHO_UDP_CAUSES.changed;
  if (text!.toLowerCase() === expected!.toLowerCase()) return ECHO_CAUSES.asciiUpper;
  if (text === expected!.replace(/[^\0-\x7f]/g, "")) return ECHO_CAUSES.onlyAscii;
  if (text === expected!.trim()) return ECHO_CAUSES.blanks;
  if (text!.includes("\ufffd") || /[\u0080-\u009f]|[\u00c2\u00c3][\u0080-\u00bf]/u.test(text!)) {
    return COMMON_CAUSES.mojibake;
  }
  return expected !== "" && text!.includes(expected!) ? ECHO_CAUSES.addsSomething : undefined;
}

/**
 * What it tells that these bytes came before a message was whole. A server that reads a shorter length takes the zeros
 * at the beginning of this one for empty messages, and the rest for what it is: all that it sends is right in the end,
 * and too early.
 *
 * @param sent how many bytes of the message had been sent.
 */
export function shorterLength(
  came: Uint8Array,
  sent: number,
  framing: MessageFraming,
): CauseText | undefined {
  if (framing === "nul" || came.length === 0 || came.some((byte) => byte !== 0)) return undefined;
  const size = MESSAGE_SIZES[framing];
  // Where a part of the length is all that came, an answer of its very size is that of a length which ends there.
  const width = sent >= size ? size - came.length : came.length === sent ? sent : 0;
  return width === 1 || width === 2 ? WHY.readsWidth(width) : undefined;
}

/** A number in so many bytes, the most significant first. */
export function lengthBytes(value: number, size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** (size - 1 - at)) % 256);
}

const OTHER_SIZES = [1, 2, 4, 8];
/** The smallest buffer that anybody reads into. */
const SMALLEST_READ = 64;
const NOTHING = new Uint8Array(0);
const ZERO = Uint8Array.of(0);
const LINE_END = Uint8Array.of(10);
