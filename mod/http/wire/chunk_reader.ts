/*
A chunked body (RFC 9112 §7.1) read as a state machine that is fed bytes and hands back the data between the
size lines, as views: nothing is copied and nothing is kept but the few bytes of a size line.

Strict where smuggling hides: CRLF only, hexadecimal digits only, at most 13 of them, extensions skipped but
short, trailers skipped but few, and fields every one of them.
*/

import { type Message, msg } from "../../i18n/message.ts";
import { HttpError } from "./http_error.ts";
import { readField } from "./request_head.ts";

/** Longest size line or trailer section, bytes. */
const LINE_LIMIT = 4096;

type State = "size" | "data" | "after" | "trailer" | "end";

/** Removes the chunk framing from a body, piece by piece. */
export class ChunkReader {
  #state: State = "size";
  #line = "";
  #left = 0;
  #trailers = 0;

  /** The last chunk and its trailers have been seen. */
  get ended(): boolean {
    return this.#state === "end";
  }

  /**
   * Consumes bytes up to the end of the next run of data.
   *
   * @param bytes bytes that have arrived and have not been consumed yet
   * @returns how many bytes were consumed, and the data among them: a view, empty when there is none yet
   * @throws HttpError 400 for a framing that is not exactly RFC 9112's
   */
  next(bytes: Uint8Array): { consumed: number; data: Uint8Array } {
    let at = 0;
    while (at < bytes.length && this.#state !== "end") {
      if (this.#state === "data") return this.#data(bytes, at);
      this.#character(bytes[at++]!);
    }
    return { consumed: at, data: bytes.subarray(0, 0) };
  }

  #data(bytes: Uint8Array, at: number): { consumed: number; data: Uint8Array } {
    const data = bytes.subarray(at, at + Math.min(this.#left, bytes.length - at));
    this.#left -= data.length;
    if (this.#left === 0) this.#state = "after";
    return { consumed: at + data.length, data };
  }

  #character(byte: number): void {
    if (this.#line.length >= LINE_LIMIT) throw refused(msg`A chunk's size line is too long`);
    if (byte !== 10) {
      this.#line += String.fromCharCode(byte);
      return;
    }
    if (!this.#line.endsWith("\r")) throw refused(msg`A chunk's line does not end in CR LF`);
    const line = this.#line.slice(0, -1);
    this.#line = "";
    this.#endOfLine(line);
  }

  #endOfLine(line: string): void {
    if (line.includes("\r")) throw refused(msg`A chunk's line holds a bare CR`);
    if (this.#state === "after") {
      if (line !== "") throw refused(msg`A chunk is longer than it said`);
      this.#state = "size";
    } else if (this.#state === "size") this.#size(line);
    else this.#trailer(line);
  }

  #size(line: string): void {
    const digits = /^([0-9a-fA-F]{1,13})(?:[ \t]*;.*)?$/.exec(line)?.[1];
    if (digits === undefined) throw refused(msg`A chunk's size is not a hexadecimal number`);
    this.#left = parseInt(digits, 16);
    this.#state = this.#left === 0 ? "trailer" : "data";
  }

  #trailer(line: string): void {
    this.#trailers += line.length + 2; // its CR LF, too
    if (this.#trailers > LINE_LIMIT) throw refused(msg`The trailers are too long`);
    if (line === "") this.#state = "end";
    else readField(line);
  }
}

function refused(sentence: Message): HttpError {
  return new HttpError(400, sentence, [], true);
}
