import { formatHttpDate } from "../semantics/http_date.ts";
import type { HttpReply } from "./message.ts";
import { statusText } from "./status_text.ts";

/** How to put a reply on the wire. */
export interface ReplyFraming {
  /**
   * `length`: Content-Length marks the end; `chunked`; `close`: the end of the connection does;
   * `none`: no body.
   */
  readonly kind: "length" | "chunked" | "close" | "none";
  /** The connection ends after this reply. */
  readonly close: boolean;
}

/**
 * Writes the head of a reply.
 *
 * A line end in a value would let the person who chose it (a file's name, say) add his own fields:
 * control characters are made visible as `_`, and characters outside ISO 8859-1 do not belong in a
 * field and become `?`.
 *
 * @param now milliseconds since 1970, for the Date field
 * @returns texts whose characters are the bytes to send: put together to one, they would be copied once more
 */
export function replyHead(reply: HttpReply, framing: ReplyFraming, now: number): readonly string[] {
  const { status, fields } = reply;
  const texts = new Array<string>(4 * fields.length + 4);
  texts[0] = statusLine(status);
  texts[1] = dateText(now);
  let at = 2;
  for (const [name, value] of fields) {
    texts[at++] = name;
    texts[at++] = ": ";
    texts[at++] = fieldValue(value);
    texts[at++] = "\r\n";
  }
  texts[at++] = status === 101 ? UPGRADE : framing.close ? CLOSE : KEEP_ALIVE;
  texts[at] = lengthField(reply, framing);
  return texts;
}

const UPGRADE = "connection: upgrade\r\n";
const CLOSE = "connection: close\r\n";
const KEEP_ALIVE = "connection: keep-alive\r\n";
const OK = "HTTP/1.1 200 OK\r\n";

function statusLine(status: number): string {
  return status === 200 ? OK : `HTTP/1.1 ${status} ${statusText(status)}\r\n`;
}

let [second, written] = [NaN, ""];

/** The field with the time of a reply; it is written once a second. */
function dateText(now: number): string {
  const then = Math.floor(now / 1000);
  if (then !== second) [second, written] = [then, `date: ${formatHttpDate(now)}\r\n`];
  return written;
}

/** How long the body is, and the end of the head. */
function lengthField({ status, body }: HttpReply, { kind }: ReplyFraming): string {
  if (kind === "chunked") return "transfer-encoding: chunked\r\n\r\n";
  const mayHaveBody = status !== 204 && status !== 304 && status >= 200;
  const length = body === undefined ? 0 : body.length;
  return mayHaveBody && length !== undefined ? `content-length: ${length}\r\n\r\n` : "\r\n";
}

function fieldValue(value: string): string {
  if (PLAIN.test(value)) return value;
  // deno-lint-ignore no-control-regex
  return value.replace(/[\x00-\x1f\x7f]/g, "_").replace(/[^\x20-\xff]/g, "?");
}

const PLAIN = /^[\x20-\x7e]*$/;
