import { RuleViolation } from "../../causes/rule_violation.ts";
import type { Expectation } from "../../causes/expectation.ts";
import { HTTP_EXPECTED as EXPECTED, HTTP_EXPECTED_OF as OF } from "../../texts/http_expected.ts";
import type { ObservedConnection } from "../observed_connection.ts";
import { field, headBytes, hearHead, type HttpHead } from "./http_head.ts";

/** What tells where a body ends (RFC 9112 §6.3). */
export type BodyEnd = "none" | "length" | "chunked" | "close";

/** A whole response. */
export interface HttpResponse {
  readonly head: HttpHead;
  readonly body: Uint8Array;
  readonly bodyEnd: BodyEnd;
}

/**
 * Hears a whole response to a request of any method but HEAD.
 *
 * @throws {RuleViolation} when it is none, or when the end of its body cannot be known, or is not where it was said.
 */
export async function hearResponse(conn: ObservedConnection): Promise<HttpResponse> {
  let head = await hearHead(conn);
  while (head.status >= 100 && head.status < 200) head = await hearHead(conn);
  const bodyEnd = bodyEndOf(head);
  switch (bodyEnd) {
    case "none":
      return { head, bodyEnd, body: new Uint8Array() };
    case "chunked":
      return { head, bodyEnd, body: await chunked(conn) };
    case "close":
      return { head, bodyEnd, body: await toTheEnd(conn) };
    case "length": {
      const length = Number(field(head, "content-length"));
      return { head, bodyEnd, body: await ofLength(conn, length, OF.body(length)) };
    }
  }
}

/**
 * Waits a moment for what should not come behind the end of a body.
 *
 * @throws {RuleViolation} with what came.
 */
export async function nothingBehind(
  conn: ObservedConnection,
  { bodyEnd, body }: HttpResponse,
): Promise<void> {
  await ended(conn, 120);
  if (conn.unheard.length === 0) return;
  const expected = bodyEnd === "length" ? OF.nothingBehind(body.length) : EXPECTED.nothingBehind;
  throw new RuleViolation("extra", expected, conn.unheard);
}

/** Whether the connection ends within so many milliseconds. */
export async function ended(conn: ObservedConnection, within: number): Promise<boolean> {
  try {
    await conn.end(EXPECTED.endOfBody, within);
    return true;
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    return false;
  }
}

function bodyEndOf(head: HttpHead): BodyEnd {
  if (head.status === 204 || head.status === 304) return "none";
  if (/(^|,)\s*chunked\s*$/i.test(field(head, "transfer-encoding") ?? "")) return "chunked";
  const length = field(head, "content-length");
  if (length === undefined) return "close";
  if (/^\d{1,12}$/.test(length)) return "length";
  throw new RuleViolation("different", EXPECTED.lengthNumber, headBytes(head.lines));
}

/** As long as bytes come it is waited for more: a server may well send a byte at a time. */
async function ofLength(
  conn: ObservedConnection,
  length: number,
  expected: Expectation,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let heard = 0; heard < length;) {
    const size = Math.min(PIECE, length - heard);
    try {
      pieces.push(await conn.bytes(size, expected));
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      throw new RuleViolation(error.symptom, expected, joined([...pieces, error.received]));
    }
    heard += size;
  }
  return joined(pieces);
}

async function toTheEnd(conn: ObservedConnection): Promise<Uint8Array> {
  for (let before = -1; !await ended(conn, EACH);) {
    if (conn.heard === before) {
      throw new RuleViolation("open", EXPECTED.endOfBody, conn.unheard.subarray(0, PIECE));
    }
    before = conn.heard;
  }
  return conn.take(conn.unheard.length);
}

async function chunked(conn: ObservedConnection): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  while (true) {
    const line = await conn.line(EXPECTED.chunkSize);
    const size = /^([0-9a-f]{1,8})\s*(;.*)?\r?$/i.exec(line)?.[1];
    if (size === undefined) {
      throw new RuleViolation("different", EXPECTED.chunkSize, headBytes([line], conn.unheard));
    }
    if (Number.parseInt(size, 16) === 0) break;
    pieces.push(await ofLength(conn, Number.parseInt(size, 16), EXPECTED.chunk));
    const end = await conn.line(EXPECTED.chunkEnd);
    if (end.trim() !== "") {
      throw new RuleViolation("different", EXPECTED.chunkEnd, headBytes([end], conn.unheard));
    }
  }
  while ((await conn.line(EXPECTED.lastChunk)).trim() !== "");
  return joined(pieces);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const PIECE = 65_536;
/** Milliseconds without a byte after which nothing more is expected to come. */
const EACH = 1000;
