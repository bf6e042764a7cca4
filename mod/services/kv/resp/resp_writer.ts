import { Buffer } from "node:buffer";
import { replaceUnsafe } from "../../../io/visible_text.ts";

/** An answer that nobody should be made to keep. */
export class ReplyTooLong extends Error {
  override readonly name = "ReplyTooLong";
}

/** A value as a reply has it: strings of one character a byte. */
export type RespValue = string | number | null | readonly RespValue[];

/**
 * # Replies into bytes
 *
 * Replies gather here, in the form of RESP2 or of RESP3, until they are taken to be sent. A client that has not asked
 * for RESP3 (`HELLO 3`) is answered in RESP2, where a map is an array of its names and values in turn, and what is not
 * there is a string of length −1.
 */
export class RespWriter {
  /** Which version of the protocol this client speaks. */
  version: 2 | 3 = 2;
  readonly #limit: number;
  #buffer: Buffer = EMPTY;
  #length = 0;

  /** @param limit bytes that may wait */
  constructor(limit = Infinity) {
    this.#limit = limit;
  }

  /** Bytes that are waiting. */
  get length(): number {
    return this.#length;
  }

  /** All the bytes that are waiting, which are the caller's from now on. */
  take(): Uint8Array {
    const taken = this.#buffer.subarray(0, this.#length);
    // The bytes are on their way for a while: what comes meanwhile needs a buffer of its own
    this.#buffer = EMPTY;
    this.#length = 0;
    return taken;
  }

  /** Bytes that were taken have been sent: their buffer can be used again. */
  giveBack(bytes: Uint8Array): void {
    if (this.#buffer.length === 0 && bytes.buffer.byteLength <= KEPT) {
      this.#buffer = Buffer.from(bytes.buffer);
    }
  }

  /** Drops everything from a position on. @param length as {@linkcode RespWriter.length} once was */
  cut(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  /** A copy of what is waiting from a position on. */
  since(start: number): Uint8Array {
    return new Uint8Array(this.#buffer.subarray(start, this.#length)); // a Buffer's own slice is no copy
  }

  /** Adds bytes as they are; they are copied. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Adds text as it is. @param text one character a byte */
  text(text: string): void {
    this.#reserve(text.length);
    this.#put(text);
  }

  /** `+OK`, and the like. @param text without a line end */
  simple(text: string): void {
    this.#line(PLUS, text);
  }

  /** An error. @param text begins with its code, as in `ERR syntax error`; control characters become blanks */
  error(text: string): void {
    this.text(`-${replaceUnsafe(text, " ")}\r\n`);
  }

  /** A whole number. */
  integer(value: number | bigint): void {
    this.#line(COLON, String(value));
  }

  /** A string, or that there is none. @param text one character a byte */
  bulk(text: string | null | undefined): void {
    if (text === null || text === undefined) this.text(this.version === 3 ? "_\r\n" : "$-1\r\n");
    else {
      this.#line(DOLLAR, String(text.length));
      this.#reserve(text.length + 2);
      this.#put(text);
      this.#lineEnd();
    }
  }

  /** The beginning of an array; its members follow. */
  array(count: number): void {
    this.text(`*${count}\r\n`);
  }

  /** No array: what EXEC answers when a watched key has changed. */
  nullArray(): void {
    this.text(this.version === 3 ? "_\r\n" : "*-1\r\n");
  }

  /** The beginning of a map; its names and values follow in turn. */
  map(count: number): void {
    this.text(this.version === 3 ? `%${count}\r\n` : `*${count * 2}\r\n`);
  }

  /** The beginning of something that was not asked for, such as a message of a channel. */
  push(count: number): void {
    this.text(`${this.version === 3 ? ">" : "*"}${count}\r\n`);
  }

  /** A value with everything in it: strings are bulk strings. */
  value(value: RespValue): void {
    if (typeof value === "number") this.integer(value);
    else if (value === null || typeof value === "string") this.bulk(value);
    else {
      this.array(value.length);
      for (const each of value) this.value(each);
    }
  }

  #line(mark: number, text: string): void {
    this.#reserve(text.length + 3);
    this.#buffer[this.#length++] = mark;
    this.#put(text);
    this.#lineEnd();
  }

  /** Character by character: the runtime's own `write` makes an array of them first, which takes ten times as long. */
  #put(text: string): void {
    const buffer = this.#buffer;
    const start = this.#length;
    for (let at = 0; at < text.length; at++) buffer[start + at] = text.charCodeAt(at);
    this.#length = start + text.length;
  }

  #lineEnd(): void {
    this.#buffer[this.#length++] = CR;
    this.#buffer[this.#length++] = LF;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#buffer.length) return;
    if (needed > this.#limit) throw new ReplyTooLong();
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2, 128));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}

const EMPTY = Buffer.alloc(0);
/** A quiet client keeps no more. */
const KEPT = 4096;
const PLUS = 0x2b;
const COLON = 0x3a;
const DOLLAR = 0x24;
const CR = 0x0d;
const LF = 0x0a;
