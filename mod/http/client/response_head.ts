import { type Fields, headLines, readFields } from "../wire/request_head.ts";
import { notHttp } from "./http_failure.ts";

/** The first lines of an answer. */
export interface ResponseHead {
  /** 100 to 599. */
  readonly status: number;
  readonly fields: Fields;
}

/**
 * How to find the end of an answer's body: it is `length` bytes long, it comes in chunks, or it
 * ends with the connection.
 */
export type ResponseFraming =
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "close" };

/**
 * Reads the head of an answer, as strictly as a server reads the head of a request.
 *
 * @param bytes exactly the head, with its empty line
 * @throws HttpFailure when it is not one
 */
export function parseResponseHead(bytes: Uint8Array): ResponseHead {
  const [first, ...rest] = headLines(bytes);
  const status = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |$)/.exec(first ?? "")?.[1];
  if (status === undefined) throw notHttp();
  try {
    return { status: Number(status), fields: readFields(rest) };
  } catch (error) {
    throw notHttp(error);
  }
}

/**
 * Decides where an answer's body ends (RFC 9112 §6.3).
 *
 * @throws HttpFailure when two readers could disagree
 */
export function responseFraming(method: string, { status, fields }: ResponseHead): ResponseFraming {
  if (method === "HEAD" || status === 204 || status === 304) return { kind: "length", length: 0 };
  const coding = fields.get("transfer-encoding");
  const length = fields.get("content-length");
  if (coding !== undefined) {
    if (coding.toLowerCase() === "chunked" && length === undefined) return { kind: "chunked" };
    throw notHttp();
  }
  return length === undefined ? { kind: "close" } : { kind: "length", length: contentLength(length) };
}

/**
 * The length that an answer gives; the same value given twice counts once.
 *
 * @throws HttpFailure when it is not a number
 */
export function contentLength(value: string): number {
  const [first, ...others] = value.split(/[ \t]*,[ \t]*/);
  const length = Number(first);
  if (!/^\d{1,16}$/.test(first!) || !Number.isSafeInteger(length) || others.some((each) => each !== first)) {
    throw notHttp();
  }
  return length;
}
