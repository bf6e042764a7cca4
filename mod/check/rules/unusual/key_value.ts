import type { CauseText } from "../../causes/cause_text.ts";
import { pythonBytesIn } from "../../causes/failure_patterns.ts";
import { sameBytes } from "../../probes/saved_file.ts";
import type { ExpectedDatagram } from "../../probes/udp_asker.ts";
import { visibleBytes } from "../../reports/visible_bytes.ts";
import { COMMON_CAUSES as COMMON } from "../../texts/common_causes.ts";
import { UNUSUAL_CAUSES as WHY, UNUSUAL_EXPECTED as EXPECTED } from "../../texts/unusual_texts.ts";

/** A key and its value, as bytes. */
export interface KeyValue {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  /** The value that the key had before. */
  readonly before?: Uint8Array;
}

/** An entry from text in UTF-8. */
export function keyValueOf(key: string, value: string | Uint8Array, before?: string): KeyValue {
  return {
    key: encoder.encode(key),
    value: typeof value === "string" ? encoder.encode(value) : value,
    ...(before === undefined ? {} : { before: encoder.encode(before) }),
  };
}

/** Key, equals sign, value: the datagram that inserts an entry, and the one that tells it. */
export function pairOf({ key, value }: Pick<KeyValue, "key" | "value">): Uint8Array {
  return joined(key, EQUALS, value);
}

/** The answer to a question for the entry's key. */
export function answerWith(entry: KeyValue): ExpectedDatagram {
  const pair = pairOf(entry);
  return {
    expected: EXPECTED.pair(visibleBytes(pair), visibleBytes(entry.key)),
    fits: (bytes) => sameBytes(bytes, pair),
    tells: (bytes) => mistakeIn(bytes, entry),
  };
}

/** The mistake that a wrong answer tells by itself; undefined where none is known. */
export function mistakeIn(answer: Uint8Array, entry: KeyValue): CauseText | undefined {
  return MISTAKES.find(([fits]) => fits(answer, entry))?.[1];
}

/** The mistakes, from the most specific to the most general. */
const MISTAKES: readonly [(answer: Uint8Array, entry: KeyValue) => boolean, CauseText][] = [
  [(answer) => pythonBytesIn(decoder.decode(answer)), COMMON.pythonBytes],
  [
    (answer, { key, before }) => before !== undefined && sameBytes(answer, pairOf({ key, value: before })),
    WHY.keepsFirst,
  ],
  [(answer, entry) => addsLineEnd(answer, pairOf(entry)), WHY.lineEnd],
  [(answer, entry) => padded(answer, pairOf(entry)), WHY.zeroBytes],
  [(answer, entry) => endsAtZero(answer, pairOf(entry)), WHY.endsAtZero],
  [(answer, { value }) => value.length > 0 && sameBytes(answer, value), WHY.onlyValue],
  [(answer, { key, value }) => cutAtEquals(answer, key, value), WHY.cutsValue],
  [(answer, entry) => trims(answer, pairOf(entry)), WHY.trims],
  [(answer, entry) => replaces(answer, pairOf(entry)), WHY.decodes],
  [(answer, entry) => answer.length >= LONG && begins(pairOf(entry), answer), WHY.smallBuffer],
];

/** An answer of this many bytes is not cut by chance. */
const LONG = 64;

function addsLineEnd(answer: Uint8Array, pair: Uint8Array): boolean {
  const end = decoder.decode(answer.subarray(pair.length));
  return begins(answer, pair) && (end === "\n" || end === "\r\n");
}

function padded(answer: Uint8Array, pair: Uint8Array): boolean {
  const rest = answer.subarray(pair.length);
  return rest.length > 0 && begins(answer, pair) && rest.every((byte) => byte === 0);
}

function endsAtZero(answer: Uint8Array, pair: Uint8Array): boolean {
  const zero = pair.indexOf(0);
  return zero !== -1 && sameBytes(answer, pair.subarray(0, zero));
}

/** The value up to one of its equals signs, or behind it. */
function cutAtEquals(answer: Uint8Array, key: Uint8Array, value: Uint8Array): boolean {
  return [...value.keys()].filter((index) => value[index] === EQUALS[0]).some((index) =>
    sameBytes(answer, pairOf({ key, value: value.subarray(0, index) })) ||
    sameBytes(answer, pairOf({ key, value: value.subarray(index + 1) }))
  );
}

function trims(answer: Uint8Array, pair: Uint8Array): boolean {
  const bare = (bytes: Uint8Array) => decoder.decode(bytes).split("=").map((part) => part.trim()).join("=");
  return decoder.decode(answer) !== decoder.decode(pair) && bare(answer) === bare(pair);
}

/** What is no text came back as replacement characters, or not at all. */
function replaces(answer: Uint8Array, pair: Uint8Array): boolean {
  const ascii = (bytes: Uint8Array) => decoder.decode(bytes).replace(/[^\0-\x7f]|\?/g, "");
  return pair.some((byte) => byte >= 0x80) && ascii(answer) === ascii(pair);
}

function begins(whole: Uint8Array, start: Uint8Array): boolean {
  return whole.length > start.length && start.every((byte, index) => byte === whole[index]);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const EQUALS = Uint8Array.of(0x3d);
const encoder = new TextEncoder();
const decoder = new TextDecoder();
