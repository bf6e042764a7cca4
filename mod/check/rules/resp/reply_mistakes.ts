import type { CauseText } from "../../causes/cause_text.ts";
import { pythonBytesIn } from "../../causes/failure_patterns.ts";
import { sameBytes } from "../../probes/saved_file.ts";
import { COMMON_CAUSES as COMMON } from "../../texts/common_causes.ts";
import { RESP_CAUSES as WHY } from "../../texts/resp_causes.ts";
import { readReply, type RespAnswer } from "./resp_reply.ts";
import type { WantedReply } from "./wanted_reply.ts";

/** The mistake of which a wrong answer tells by its bytes; undefined where none is known. */
export function replyMistake(came: Uint8Array, wanted: WantedReply): CauseText | undefined {
  if (came.length === 0) return undefined;
  return MISTAKES.find(([shows]) => shows(came, wanted, textIn(came)))?.[1];
}

type Sign = (came: Uint8Array, wanted: WantedReply, text: string) => boolean;

/** From the most specific to the most general. */
const MISTAKES: readonly [Sign, CauseText][] = [
  [(_came, _wanted, text) => pythonBytesIn(text), COMMON.pythonBytes],
  [(came, wanted) => begins(came, wanted.bytes) && came[wanted.bytes.length] === 0, COMMON.zeroByte],
  [(came) => came[0] === 0, COMMON.zeroByte],
  [alwaysPong, WHY.alwaysPong],
  [bareLineFeed, WHY.bareLineFeed],
  [noEnd, WHY.noEnd],
  [noType, WHY.noType],
  [(came, { kind }) => kind === "nil" && latin1(came) === "_\r\n", WHY.nilOfResp3],
  [(came, { kind }) => kind === "nil" && latin1(came) === "$0\r\n\r\n", WHY.emptyForNil],
  [
    (_came, { kind }, text) => kind === "nil" && /^"?\(?(nil|null|none|undefined)\)?"?$/i.test(text),
    WHY.nilInWords,
  ],
  [(came, { kind }) => kind === "nil" && came[0] === ERROR, WHY.errorForNil],
  [(came, { value }) => value?.length === 0 && latin1(came).startsWith("$-1"), WHY.nilForEmpty],
  [
    (came, { kind, value }, text) =>
      kind === "integer" && (came[0] === SIMPLE || came[0] === BULK) && text === latin1(value!),
    WHY.notInteger,
  ],
  [(came, { kind }) => kind === "integer" && (came[0] === SIMPLE || came[0] === BULK), WHY.wantsInteger],
  [lengthOf((said, value) => said === characters(value) && said !== value.length), WHY.countsCharacters],
  [lengthOf((said, value) => said === value.length + 2), WHY.countsLineEnd],
  [lengthOf((said, value) => said !== value.length), WHY.wrongLength],
  [simpleForBulk, WHY.simpleForBulk],
  [ofValue((is, value) => value.includes(LINE_FEED) && is === firstLine(value)), WHY.splitsLines],
  [ofValue((is, value) => value.includes(0) && is === latin1(value).split("\0")[0]), WHY.endsAtZero],
  [ofValue((is, value) => value.includes(BLANK) && is === latin1(value).split(" ")[0]), WHY.splitsBlanks],
  [ofValue((is, value) => is === JSON.stringify(latin1(value))), WHY.quotes],
  [ofValue((is, value) => is.trim() === latin1(value).trim()), WHY.trims],
  [
    ofValue((is, value) => is.length < value.length && is.length > LONG && latin1(value).startsWith(is)),
    WHY.cuts,
  ],
  [ofValue(replaces), WHY.decodes],
];

/** An answer of this many bytes is not cut by chance. */
const LONG = 64;

/** The answer to PING, to another command. */
function alwaysPong(came: Uint8Array, { value }: WantedReply): boolean {
  return latin1(came.subarray(0, 7)) === "+PONG\r\n" && (value === undefined || latin1(value) !== "PONG");
}

function bareLineFeed(came: Uint8Array, wanted: WantedReply): boolean {
  const text = latin1(came);
  return text.includes("\n") && !text.includes("\r\n") &&
    text.replaceAll("\n", "\r\n") === latin1(wanted.bytes);
}

/** All of it came but the end, or some of that. */
function noEnd(came: Uint8Array, { bytes }: WantedReply): boolean {
  return bytes.length - came.length <= 2 && begins(bytes, came);
}

/** The bare text, in whatever line end. */
function noType(came: Uint8Array, { value }: WantedReply): boolean {
  return value !== undefined && value.length > 0 && begins(came, value) && TYPES.indexOf(came[0]!) === -1;
}

function simpleForBulk(came: Uint8Array, { kind, value }: WantedReply): boolean {
  return kind === "bulk" && came[0] === SIMPLE && sameBytes(came.subarray(1, 1 + value!.length), value!);
}

/** The value stands behind a length, which is not its own. */
function lengthOf(wrong: (said: number, value: Uint8Array) => boolean): Sign {
  return (came, { kind, value }) => {
    const head = /^\$(\d+)\r?\n/.exec(latin1(came.subarray(0, 24)));
    if (head === null || value === undefined || kind !== "bulk" || value.length === 0) return false;
    const rest = came.subarray(head[0].length);
    return sameBytes(rest.subarray(0, value.length), value) && wrong(Number(head[1]), value);
  };
}

/** The text of a whole answer, one character a byte, beside that which was wanted. */
function ofValue(test: (is: string, value: Uint8Array) => boolean): Sign {
  return (came, { value }) => {
    const read = readReply(came);
    if (value === undefined || read.state !== "whole") return false;
    const { kind } = read.reply;
    return (kind === "bulk" || kind === "simple") && test(textOf(read.reply), value);
  };
}

/** What is no ASCII came back as replacement characters, twice encoded, or not at all. */
function replaces(is: string, value: Uint8Array): boolean {
  const ascii = (text: string) => text.replace(/[^\0-\x7f]|\?/g, "");
  return value.some((byte) => byte >= 0x80) && ascii(is) === ascii(latin1(value));
}

/** The text of an answer that may be none, without type, length and line end. */
function textIn(came: Uint8Array): string {
  const read = readReply(came);
  if (read.state === "whole") return textOf(read.reply);
  return latin1(came.subarray(0, 200)).replace(/^(\$-?\d+\r?\n|[+:-])/, "").replace(/\r?\n$/, "");
}

function textOf(reply: RespAnswer): string {
  if (reply.kind === "integer") return `${reply.number}`;
  return "bytes" in reply ? latin1(reply.bytes) : "";
}

function firstLine(value: Uint8Array): string {
  return latin1(value).split(/\r?\n/)[0]!;
}

function characters(value: Uint8Array): number {
  return new TextDecoder().decode(value).length;
}

function begins(whole: Uint8Array, start: Uint8Array): boolean {
  return whole.length >= start.length && start.every((byte, at) => byte === whole[at]);
}

/** A character for each byte. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

const SIMPLE = 0x2b;
const ERROR = 0x2d;
const BULK = 0x24;
const TYPES = [SIMPLE, ERROR, BULK, 0x3a, 0x2a];
const BLANK = 0x20;
const LINE_FEED = 0x0a;
