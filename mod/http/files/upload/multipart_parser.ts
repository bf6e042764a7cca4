/*
multipart/form-data (RFC 7578) as it arrives: parts of any size go through in pieces, and only their heads and a few bytes
that may be the beginning of a boundary are ever kept.

Two libraries were considered. `@remix-run/multipart-parser` (0.16) collects each part in memory
before it hands it out, which rules it out for files larger than memory; `busboy` (1.6) streams,
but through node's streams, and is no longer maintained. The grammar is small.
*/

import { type Message, msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";

/** The next part of the body. */
export type MultipartEvent =
  | { readonly kind: "part"; readonly head: string }
  /** A view that is valid until the next `push`. */
  | { readonly kind: "data"; readonly bytes: Uint8Array }
  | { readonly kind: "partEnd" }
  | { readonly kind: "end" };

/** Longest head of a part, bytes. */
const HEAD_LIMIT = 8 * 1024;
/** Most parts of a form, files and fields. */
const MOST_PARTS = 1000;
/** The most bytes before the first part and after the last; they are thrown away. */
const AROUND_LIMIT = 64 * 1024;

/**
 * A parser that is fed pieces and asked for events; it does no input or output. It never keeps more
 * than the head of a part and one piece, and each byte is copied a bounded number of times, however
 * the pieces are cut.
 */
export class MultipartParser {
  readonly #delimiter: Uint8Array;
  #buffer = new Uint8Array(1024);
  #start = 0;
  #end = 0;
  /** How many bytes of a head have been looked at. */
  #scanned = 0;
  #parts = 0;
  #around = 0;
  #state: "preamble" | "boundary" | "head" | "data" | "end" = "preamble";

  /** @param boundary as the Content-Type has it, 1 to 70 characters */
  constructor(boundary: string) {
    this.#delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
    // As if a line had just ended: the first boundary has no line before it.
    this.#append(new Uint8Array([13, 10]));
  }

  /** The bytes that are held. */
  get held(): number {
    return this.#buffer.length;
  }

  /**
   * Adds bytes; the caller may reuse them at once, because bytes that may begin a boundary are kept
   * beyond the next `push`.
   *
   * @throws HttpError 413 when too much follows the last boundary
   */
  push(bytes: Uint8Array): void {
    if (this.#state === "end") this.#drop(bytes.length);
    else this.#append(bytes);
  }

  #append(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#buffer.length) this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** Twice what is needed, so that this happens once in many small pieces. */
  #makeRoom(length: number): void {
    const kept = this.#bytes;
    const needed = 2 * kept.length + length;
    const buffer = needed > this.#buffer.length ? new Uint8Array(2 * needed) : this.#buffer;
    buffer.set(kept);
    this.#buffer = buffer;
    this.#start = 0;
    this.#end = kept.length;
  }

  get #bytes(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /**
   * @returns the next event, or undefined: more bytes are needed
   * @throws HttpError 400 when it is not multipart, 413 when there is too much of it
   */
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
    // Without a boundary, only bytes that may begin one are kept.
    this.#drop(at === -1 ? Math.max(0, this.#bytes.length - this.#delimiter.length + 1) : at);
    if (at === -1) return undefined;
    this.#skip(this.#delimiter.length);
    this.#state = "boundary";
    return this.next();
  }

  /** The bytes after a delimiter: `--` at the very end, otherwise the end of a line. */
  #boundary(): MultipartEvent | undefined {
    if (this.#bytes.length < 2) return undefined;
    if (this.#bytes[0] === 45 && this.#bytes[1] === 45) {
      this.#state = "end";
      this.#drop(this.#bytes.length - 2);
      this.#buffer = new Uint8Array(0);
      return { kind: "end" };
    }
    if (++this.#parts > MOST_PARTS) throw tooMuch(msg`it has more than ${MOST_PARTS} parts`);
    // The head's lines each end in CR LF and so does the boundary's: kept, an empty head is CR LF CR LF too.
    this.#state = "head";
    return this.#head();
  }

  #head(): MultipartEvent | undefined {
    const at = indexOf(this.#bytes, HEAD_END, this.#scanned);
    if (at > HEAD_LIMIT || (at === -1 && this.#bytes.length > HEAD_LIMIT)) {
      throw broken(msg`a part's head is too long`);
    }
    this.#scanned = at === -1 ? Math.max(0, this.#bytes.length - HEAD_END.length + 1) : 0;
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

  /** The bytes before the first part and after the last. */
  #drop(length: number): void {
    this.#around += length;
    if (this.#around > AROUND_LIMIT) throw tooMuch(msg`there is too much before or after its parts`);
    if (this.#state !== "end") this.#skip(length);
  }

  #skip(length: number): void {
    this.#start += length;
  }
}

const HEAD_END = new Uint8Array([13, 10, 13, 10]);

/**
 * Where `wanted` begins in `bytes`, or -1. Hops from one CR to the next, since everything wanted begins with
 * one.
 */
function indexOf(bytes: Uint8Array, wanted: Uint8Array, from = 0): number {
  let at = bytes.indexOf(13, from);
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

function broken(what: Message): HttpError {
  return new HttpError(400, msg`The form is broken: ${what}`, [], true);
}

function tooMuch(what: Message): HttpError {
  return new HttpError(413, msg`The form is too large: ${what}`, [], true);
}
