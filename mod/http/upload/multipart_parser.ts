/*
multipart/form-data (RFC 7578) as it arrives: parts of any size go through in pieces, and only their heads and a few bytes
that may be the beginning of a boundary are ever kept.

Two libraries were weighed. `@remix-run/multipart-parser` (0.16) collects each part in memory before it hands it out, which
rules it out for files larger than memory; `busboy` (1.6) streams, but through node's streams, and is no longer
maintained. The grammar is small.
*/

import { HttpError } from "../wire/http_error.ts";

/** What comes next in the body. */
export type MultipartEvent =
  | { readonly kind: "part"; readonly head: string }
  /** A view that is good until the next `push`. */
  | { readonly kind: "data"; readonly bytes: Uint8Array }
  | { readonly kind: "partEnd" }
  | { readonly kind: "end" };

/** Longest head of a part, bytes. */
const HEAD_LIMIT = 8 * 1024;

/** A parser that is fed pieces and asked for events; it does no input or output. */
export class MultipartParser {
  readonly #delimiter: Uint8Array;
  // As if a line had just ended: the first boundary has no line before it.
  #bytes: Uint8Array = new Uint8Array([13, 10]);
  #state: "preamble" | "boundary" | "head" | "data" | "end" = "preamble";

  /** @param boundary as the Content-Type has it, 1 to 70 characters */
  constructor(boundary: string) {
    this.#delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
  }

  /** Adds bytes; they are the caller's again at once, since what may begin a boundary is kept beyond the next `push`. */
  push(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + bytes.length);
    joined.set(this.#bytes);
    joined.set(bytes, this.#bytes.length);
    this.#bytes = joined;
  }

  /** @returns the next event, or undefined: more bytes are needed @throws HttpError 400 for what is not multipart */
  next(): MultipartEvent | undefined {
    switch (this.#state) {
      case "preamble":
        return this.#preamble();
      case "boundary":
        return this.#boundary();
      case "head":
        return this.#head();
      case "data":
        return this.#data();
      case "end":
        return undefined;
    }
  }

  #preamble(): MultipartEvent | undefined {
    const at = indexOf(this.#bytes, this.#delimiter);
    if (at === -1) return void this.#keepTail();
    this.#skip(at + this.#delimiter.length);
    this.#state = "boundary";
    return this.next();
  }

  /** What follows a delimiter: `--` at the very end, else an empty line's end. */
  #boundary(): MultipartEvent | undefined {
    if (this.#bytes.length < 2) return undefined;
    if (this.#bytes[0] === 45 && this.#bytes[1] === 45) {
      this.#state = "end";
      return { kind: "end" };
    }
    // The head's lines each end in CR LF and so does the boundary's: kept, an empty head is CR LF CR LF too.
    this.#state = "head";
    return this.#head();
  }

  #head(): MultipartEvent | undefined {
    const at = indexOf(this.#bytes, HEAD_END);
    if (at > HEAD_LIMIT || (at === -1 && this.#bytes.length > HEAD_LIMIT)) {
      throw broken("a part's head is too long");
    }
    if (at === -1) return undefined;
    const head = new TextDecoder().decode(this.#bytes.subarray(0, at)).trim();
    this.#skip(at + HEAD_END.length);
    this.#state = "data";
    return { kind: "part", head };
  }

  #data(): MultipartEvent | undefined {
    const at = indexOf(this.#bytes, this.#delimiter);
    if (at === 0) {
      this.#skip(this.#delimiter.length);
      this.#state = "boundary";
      return { kind: "partEnd" };
    }
    const length = at > 0 ? at : this.#bytes.length - this.#delimiter.length + 1;
    if (length <= 0) return undefined;
    const bytes = this.#bytes.subarray(0, length);
    this.#skip(length);
    return { kind: "data", bytes };
  }

  #keepTail(): void {
    this.#skip(Math.max(0, this.#bytes.length - this.#delimiter.length + 1));
  }

  #skip(length: number): void {
    this.#bytes = this.#bytes.subarray(length);
  }
}

const HEAD_END = new Uint8Array([13, 10, 13, 10]);

/** Where `wanted` begins in `bytes`, or -1. Hops from one CR to the next, since everything wanted begins with one. */
function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  let at = bytes.indexOf(13);
  while (at !== -1 && at + wanted.length <= bytes.length) {
    if (startsAt(bytes, wanted, at)) return at;
    at = bytes.indexOf(13, at + 1);
  }
  return -1;
}

function startsAt(bytes: Uint8Array, wanted: Uint8Array, at: number): boolean {
  for (let i = 1; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

function broken(what: string): HttpError {
  return new HttpError(400, `The form is broken: ${what}`, [], true);
}
