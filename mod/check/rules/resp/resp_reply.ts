/**
 * An answer in RESP, the protocol of Redis. The text of a `simple`, an `error` or a `bulk` stands in its bytes; an
 * `array` is only told as such.
 */
export type RespAnswer =
  | { readonly kind: "simple" | "error" | "bulk"; readonly bytes: Uint8Array }
  | { readonly kind: "integer"; readonly number: bigint }
  | { readonly kind: "nil" }
  | { readonly kind: "array"; readonly members: readonly RespAnswer[] };

/** A command as a client sends it: an array of bulk strings. */
export function respRequest(...words: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  return joinedBytes([encoded(`*${words.length}\r\n`), ...words.map(bulkString)]);
}

/** `$6\r\nfoobar\r\n` */
export function bulkString(word: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = typeof word === "string" ? encoded(word) : word;
  return joinedBytes([encoded(`$${bytes.length}\r\n`), bytes, encoded("\r\n")]);
}

/** All of them, one behind the other. */
export function joinedBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** What the beginning of a stream of answers is. */
export type ReadReply =
  | { readonly state: "whole"; readonly reply: RespAnswer; readonly length: number }
  /** It may become one. */
  | { readonly state: "begun" }
  /** It never will. */
  | { readonly state: "malformed" };

/** The first answer in the bytes. */
export function readReply(bytes: Uint8Array, at = 0, depth = 0): ReadReply {
  if (depth > DEEPEST) return MALFORMED;
  if (bytes.length === at) return BEGUN;
  const type = TYPES[bytes[at]!];
  if (type === undefined) return MALFORMED;
  const lineFeed = bytes.indexOf(LINE_FEED, at);
  if (lineFeed === -1) return BEGUN;
  if (bytes[lineFeed - 1] !== RETURN) return MALFORMED;
  const line = bytes.subarray(at + 1, lineFeed - 1);
  const end = lineFeed + 1;
  if (type === "simple" || type === "error") return whole({ kind: type, bytes: line }, end - at);
  const digits = new TextDecoder().decode(line);
  if (!/^[+-]?\d{1,19}$/.test(digits)) return MALFORMED;
  if (type === "integer") return whole({ kind: "integer", number: BigInt(digits) }, end - at);
  const count = Number(digits);
  if (count === -1) return whole({ kind: "nil" }, end - at);
  if (count < 0) return MALFORMED;
  return type === "bulk" ? readBulk(bytes, at, end, count) : readArray(bytes, at, end, count, depth + 1);
}

function readBulk(bytes: Uint8Array, at: number, begin: number, length: number): ReadReply {
  const end = begin + length;
  const mark = bytes.subarray(end, end + 2);
  if (mark.length > 0 && mark[0] !== RETURN || mark.length > 1 && mark[1] !== LINE_FEED) return MALFORMED;
  if (mark.length < 2) return BEGUN;
  return whole({ kind: "bulk", bytes: bytes.subarray(begin, end) }, end + 2 - at);
}

function readArray(bytes: Uint8Array, at: number, begin: number, count: number, depth: number): ReadReply {
  const members: RespAnswer[] = [];
  let end = begin;
  while (members.length < count) {
    const member = readReply(bytes, end, depth);
    if (member.state !== "whole") return member;
    members.push(member.reply);
    end += member.length;
  }
  return whole({ kind: "array", members }, end - at);
}

function whole(reply: RespAnswer, length: number): ReadReply {
  return { state: "whole", reply, length };
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** How deep an answer may be nested. */
const DEEPEST = 32;
const BEGUN: ReadReply = { state: "begun" };
const MALFORMED: ReadReply = { state: "malformed" };
const TYPES: Readonly<Record<number, "simple" | "error" | "integer" | "bulk" | "array">> = {
  0x2b: "simple",
  0x2d: "error",
  0x3a: "integer",
  0x24: "bulk",
  0x2a: "array",
};
const RETURN = 0x0d;
const LINE_FEED = 0x0a;
