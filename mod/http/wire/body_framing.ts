import { type Message, msg } from "../../i18n/message.ts";
import { HttpError } from "./http_error.ts";
import type { RequestHead } from "./request_head.ts";

/** How to find the end of a request's body: it is `length` bytes long, or it comes in chunks. */
export type BodyFraming = { readonly kind: "length"; readonly length: number } | { readonly kind: "chunked" };

/**
 * Decides where a request's body ends (RFC 9112 §6.3), and refuses every head on which two readers
 * could disagree.
 *
 * @param head a parsed request head
 * @returns the framing; a request without a body has length 0
 * @throws HttpError 400 or 501; the connection must be closed after
 */
export function bodyFraming(head: RequestHead): BodyFraming {
  const coding = head.fields.get("transfer-encoding");
  const length = head.fields.get("content-length");
  if (coding === undefined) return { kind: "length", length: contentLength(length) };
  if (length !== undefined) throw refused(msg`Both Transfer-Encoding and Content-Length are given`);
  if (head.version === "1.0") throw refused(msg`HTTP/1.0 has no Transfer-Encoding`);
  if (coding.toLowerCase() === "chunked") return { kind: "chunked" };
  if (!/(^|,)\s*chunked$/i.test(coding)) throw refused(msg`The body does not end in a chunked coding`);
  throw new HttpError(501, msg`The only transfer coding here is chunked`, [], true);
}

function contentLength(value: string | undefined): number {
  if (value === undefined) return 0;
  const length = Number(value);
  if (!/^\d{1,16}$/.test(value) || !Number.isSafeInteger(length)) {
    throw refused(msg`Content-Length is not a number`);
  }
  return length;
}

function refused(sentence: Message): HttpError {
  return new HttpError(400, sentence, [], true);
}
