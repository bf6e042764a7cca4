/*
The head of a request: the request line, the fields, the empty line.

Two programs that read the same bytes differently are how requests are smuggled: a proxy sees one request, the
server behind it sees two. So this parser says no wherever RFC 9112 lets a server choose: no folded lines, no
space before the colon, no bare CR, no control characters, one Host, and never both Transfer-Encoding and
Content-Length. The one leniency is a line that ends in LF alone, because people type requests into `nc`.

Bytes become text one to one (ISO 8859-1), so nothing is lost: a path with raw UTF-8 in it can
still be decoded as UTF-8.
*/

import { type Message, msg } from "../../i18n/message.ts";
import { Buffer } from "node:buffer";
import { HttpError } from "./http_error.ts";

/** Fields by lower-case name; a repeated field is joined with ", " as RFC 9110 §5.3 has it. */
export type Fields = ReadonlyMap<string, string>;

/** The first lines of a request. */
export interface RequestHead {
  /** `GET`, `PUT` …: case-sensitive, as received. */
  readonly method: string;
  /** The request target as received. */
  readonly target: string;
  readonly version: "1.0" | "1.1";
  readonly fields: Fields;
}

/** The longest request target, bytes; beyond that, 414. */
export const TARGET_LIMIT = 8 * 1024;
/** The longest head, bytes; beyond that, 431. */
export const HEAD_LIMIT = 32 * 1024;
/** The most fields in a head; beyond that, 431. */
export const FIELD_LIMIT = 100;

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/**
 * A name or an address, an IPv6 one in brackets, and perhaps a port (RFC 9110 §7.2); empty where a target has
 * none.
 */
const HOST = /^(\[[0-9a-f:.]+(%[\w.-]+)?\]|[\w\-.~!$&'()*+;=%]*)(:\d*)?$/i;
// deno-lint-ignore no-control-regex
const BAD_VALUE = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * Where a head ends.
 *
 * @param bytes the bytes that have arrived; leading empty lines are part of the head
 * @param scanned how many of the bytes an earlier call has already looked at
 * @returns the length of the head with its empty line, or undefined: more is needed
 */
export function headLength(bytes: Uint8Array, scanned: number): number | undefined {
  // Three bytes back: the line end may have been cut in two by the earlier read.
  let at = bytes.indexOf(10, Math.max(blankLength(bytes), scanned - 3));
  while (at !== -1) {
    const length = emptyLineAfter(bytes, at);
    if (length !== undefined) return length;
    at = bytes.indexOf(10, at + 1);
  }
  return undefined;
}

/** How many of the bytes are empty lines before a request, which RFC 9112 §2.2 says to ignore. */
export function blankLength(bytes: Uint8Array): number {
  let length = 0;
  while (bytes[length] === 13 || bytes[length] === 10) length++;
  return length;
}

/** Why the bytes so far are too long for a head: the first line alone is, or the fields are. */
export function headTooLong(bytes: Uint8Array): HttpError {
  const start = bytes.findIndex((byte) => byte !== 13 && byte !== 10);
  const oneLine = start !== -1 && !bytes.includes(10, start);
  return oneLine ? addressTooLong() : new HttpError(431, msg`The head of the request is too long`, [], true);
}

/**
 * Reads a head.
 *
 * @param bytes exactly the head, as {@linkcode headLength} found it
 * @returns method, target, version and fields
 * @throws HttpError 400, 414, 431 or 505; the connection must be closed after
 */
export function parseRequestHead(bytes: Uint8Array): RequestHead {
  const lines = headLines(bytes);
  const { method, target, version } = requestLine(lines[0] ?? "");
  const fields = readFields(lines, 1);
  if (version === "1.1" && !fields.has("host")) throw refused(msg`A request needs a Host field`);
  if (!isAuthority(fields.get("host") ?? "")) throw refused(msg`The Host field is not one host`);
  // HTTP/1.0 has no such field, and an HTTP/1.0 client may not understand the answer (RFC 9110
  // §7.8).
  if (version === "1.0") fields.delete("upgrade");
  return { method, target, version, fields };
}

/** Whether this may stand in a Host field: a host, and perhaps a port. */
export function isAuthority(text: string): boolean {
  return HOST.test(text) && Number(/:(\d+)$/.exec(text)?.[1] ?? 0) <= 65_535;
}

function emptyLineAfter(bytes: Uint8Array, lf: number): number | undefined {
  if (bytes[lf + 1] === 10) return lf + 2;
  return bytes[lf + 1] === 13 && bytes[lf + 2] === 10 ? lf + 3 : undefined;
}

function withoutCr(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

function requestLine(line: string): Pick<RequestHead, "method" | "target" | "version"> {
  const afterMethod = line.indexOf(" ");
  const afterTarget = line.indexOf(" ", afterMethod + 1);
  const method = line.slice(0, Math.max(0, afterMethod));
  const target = line.slice(afterMethod + 1, Math.max(0, afterTarget));
  const protocol = line.slice(afterTarget + 1);
  if (!TOKEN.test(method) || target === "" || protocol.includes(" ")) {
    throw refused(msg`The request line is not METHOD SP TARGET SP HTTP/1.1`);
  }
  if (target.length > TARGET_LIMIT) throw addressTooLong();
  if (/[^\x21-\x7e\x80-\xff]/.test(target)) throw refused(msg`The address holds a control character`);
  if (target.includes("#")) throw refused(msg`The address holds a fragment, which stays with the client`);
  return { method, target, version: protocolVersion(protocol) };
}

function protocolVersion(protocol: string): RequestHead["version"] {
  if (protocol === "HTTP/1.1") return "1.1";
  const version = /^HTTP\/(\d)\.(\d)$/.exec(protocol);
  if (version === null) throw refused(msg`The request line does not end in HTTP/1.1`);
  if (version[1] !== "1") throw new HttpError(505, msg`This server speaks HTTP/1.1`, [], true);
  return version[2] === "0" ? "1.0" : "1.1";
}

/**
 * Reads the fields of a head.
 *
 * @param lines of the head; empty ones do not count
 * @param from the first of them that is a field
 * @throws HttpError 400 or 431; the start of the next message is then not known
 */
export function readFields(lines: readonly string[], from = 0): Map<string, string> {
  const fields = new Map<string, string>();
  let count = 0;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]!;
    if (line === "") continue;
    if (++count > FIELD_LIMIT) throw new HttpError(431, msg`Too many header fields`, [], true);
    const [name, value] = readField(line);
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return fields;
}

/** Parses one field line of a head or of trailers. @throws HttpError 400 if it is not one */
export function readField(line: string): [string, string] {
  const colon = line.indexOf(":");
  const name = line.slice(0, Math.max(0, colon));
  if (!TOKEN.test(name)) throw refused(msg`A header field has no proper name`);
  const value = withoutBlanks(line, colon + 1);
  if (BAD_VALUE.test(value)) throw refused(msg`A header field holds a control character`);
  return [name.toLowerCase(), value];
}

/** What stands in a line from a place on, without blanks and tabs around it. */
function withoutBlanks(line: string, start: number): string {
  let end = line.length;
  while (start < end && isBlank(line.charCodeAt(start))) start++;
  while (start < end && isBlank(line.charCodeAt(end - 1))) end--;
  return line.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/**
 * The lines of a head, without the empty ones before it. Looked for one by one: `split` makes each of them a text
 * that is kept for all, which takes several times as long.
 */
export function headLines(bytes: Uint8Array): string[] {
  const text = latin1(bytes);
  const lines: string[] = [];
  let from = blankLength(bytes);
  for (let end = text.indexOf("\n", from); end !== -1; end = text.indexOf("\n", from)) {
    lines.push(withoutCr(text.slice(from, end)));
    from = end + 1;
  }
  lines.push(withoutCr(text.slice(from)));
  return lines;
}

/**
 * A character for each byte. What the web calls `latin1` is windows-1252: a `TextDecoder` turns
 * 0x80 into `€`.
 */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

function addressTooLong(): HttpError {
  return new HttpError(414, msg`The address is too long`, [], true);
}

function refused(sentence: Message): HttpError {
  return new HttpError(400, sentence, [], true);
}
