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
 * @returns a text whose characters are the bytes to send
 */
export function replyHead(reply: HttpReply, framing: ReplyFraming, now: number): string {
  let text = `HTTP/1.1 ${reply.status} ${statusText(reply.status)}\r\ndate: ${dateText(now)}\r\n`;
  for (const [name, value] of reply.fields) text += `${name}: ${fieldValue(value)}\r\n`;
  const connection = reply.status === 101 ? "upgrade" : framing.close ? "close" : "keep-alive";
  return `${text}connection: ${connection}\r\n${lengthField(reply, framing)}\r\n`;
}

let [second, written] = [NaN, ""];

/** The time of a reply; it is written once a second. */
function dateText(now: number): string {
  const then = Math.floor(now / 1000);
  if (then !== second) [second, written] = [then, formatHttpDate(now)];
  return written;
}

function lengthField({ status, body }: HttpReply, { kind }: ReplyFraming): string {
  if (kind === "chunked") return "transfer-encoding: chunked\r\n";
  const mayHaveBody = status !== 204 && status !== 304 && status >= 200;
  const length = body === undefined ? 0 : body.length;
  return mayHaveBody && length !== undefined ? `content-length: ${length}\r\n` : "";
}

function fieldValue(value: string): string {
  if (PLAIN.test(value)) return value;
  // deno-lint-ignore no-control-regex
  return value.replace(/[\x00-\x1f\x7f]/g, "_").replace(/[^\x20-\xff]/g, "?");
}

const PLAIN = /^[\x20-\x7e]*$/;
