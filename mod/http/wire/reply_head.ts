import { formatHttpDate } from "../semantics/http_date.ts";
import type { Field } from "./http_error.ts";
import type { HttpReply } from "./message.ts";
import { statusText } from "./status_text.ts";

/** How a reply is put on the wire. */
export interface ReplyFraming {
  /** `length`: Content-Length tells the end; `chunked`; `close`: the end of the connection does; `none`: no body. */
  readonly kind: "length" | "chunked" | "close" | "none";
  /** The connection ends after this reply. */
  readonly close: boolean;
}

/**
 * Writes the head of a reply.
 *
 * A line end in a value would let whoever chose it (a file's name, say) write fields of his own: control characters
 * are made visible as `_`, and what is not ISO 8859-1 does not belong in a field and becomes `?`.
 *
 * @param now milliseconds since 1970, for the Date field
 */
export function replyHead(reply: HttpReply, framing: ReplyFraming, now: number): Uint8Array {
  let text = `HTTP/1.1 ${reply.status} ${statusText(reply.status)}\r\ndate: ${formatHttpDate(now)}\r\n`;
  for (const [name, value] of [...reply.fields, ...framingFields(reply, framing)]) {
    text += `${name}: ${fieldValue(value)}\r\n`;
  }
  return latin1(text + "\r\n");
}

function framingFields(reply: HttpReply, { kind, close }: ReplyFraming): Field[] {
  const fields: Field[] = [["connection", close ? "close" : "keep-alive"]];
  const length = reply.body?.length;
  const mayHaveBody = reply.status !== 204 && reply.status !== 304 && reply.status >= 200;
  if (kind === "chunked") fields.push(["transfer-encoding", "chunked"]);
  else if (mayHaveBody && length !== undefined) fields.push(["content-length", String(length)]);
  else if (mayHaveBody && reply.body === undefined) fields.push(["content-length", "0"]);
  return fields;
}

function fieldValue(value: string): string {
  // deno-lint-ignore no-control-regex
  return value.replace(/[\x00-\x1f\x7f]/g, "_").replace(/[^\x20-\xff]/g, "?");
}

function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
