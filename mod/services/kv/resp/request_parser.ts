import { Buffer } from "node:buffer";
import { splitInline } from "./split_inline.ts";

/** How large a request may be. */
export interface RequestLimits {
  /** Bytes of one argument. */
  readonly argument: number;
  /** Bytes of all the arguments of a request together. */
  readonly request: number;
  /** Arguments of a request. */
  readonly count: number;
}

/** Before a password was given: enough for HELLO and AUTH. */
export const STRANGER_LIMITS: RequestLimits = { argument: 16_384, request: 65_536, count: 10 };

/** Bytes that can no longer be told apart into requests: the connection ends after its answer. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

/**
 * # Requests out of bytes
 *
 * A request of RESP, the protocol of Redis, is an array of strings with their lengths in front:
 * `*2\r\n$3\r\nGET\r\n$1\r\nk\r\n`. A line that does not begin with `*` is a request, too, its words being the
 * arguments, so that a person can type at the server.
 *
 * The parser owns the buffer that is read into, and forgets what it has understood: of a request that comes in
 * pieces it keeps the arguments that are complete and looks at no byte twice. The buffer grows with the bytes
 * that have come, never because somebody says how many will.
 *
 * Keys and values are any bytes. Here they are strings of one character a byte, which is what the runtime keeps in
 * one byte a character, compares and hashes fast.
 *
 * Source: Redis serialization protocol specification.
 */
export class RequestParser {
  /** What is allowed; may be changed between requests. */
  limits: RequestLimits;
  #buffer: Buffer = EMPTY;
  #start = 0;
  #end = 0;
  /** Where the search for a line end goes on. */
  #scanned = 0;
  /** The arguments of the request that is being read; how many are still to come. */
  #arguments: string[] = [];
  #missing = 0;
  /** Bytes of its arguments as far as they are announced, and of those that are complete. */
  #size = 0;
  #kept = 0;
  /** The length of the argument that is being read, −1 before it is known. */
  #length = -1;

  constructor(limits: RequestLimits) {
    this.limits = limits;
  }

  /** Bytes kept for a request that is not complete. */
  get held(): number {
    return this.#end - this.#start + this.#kept;
  }

  /** Whether the stream may end here. */
  get isBetweenRequests(): boolean {
    return this.#start === this.#end && this.#missing === 0;
  }

  /** Where to read to: a part of the parser's own buffer, never empty, valid until the next call of any method. */
  room(): Uint8Array {
    const held = this.#end - this.#start;
    if (held === 0) {
      this.#start = this.#end = this.#scanned = 0;
      if (this.#buffer.length > LARGEST_IDLE || this.#buffer.length === 0) {
        this.#buffer = Buffer.allocUnsafeSlow(FIRST);
      }
      return this.#buffer;
    }
    if (
      held === this.#buffer.length || (this.#end === this.#buffer.length && held * 2 > this.#buffer.length)
    ) {
      this.#move(Buffer.allocUnsafeSlow(this.#buffer.length * 4));
    } else if (this.#start > 0) this.#move(this.#buffer);
    return this.#buffer.subarray(this.#end);
  }

  /** The first bytes of {@linkcode room} have come. @param length how many; at least 1 */
  received(length: number): void {
    this.#end += length;
  }

  /** The bytes that have just been read into {@linkcode room}, before they are {@linkcode received}. */
  peek(length: number): Uint8Array {
    return this.#buffer.subarray(this.#end, this.#end + length);
  }

  /** What has come and was not understood yet; a view that is valid until the next call. */
  rest(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** Takes bytes that have come elsewhere, as if they had been read. */
  push(bytes: Uint8Array): void {
    let taken = 0;
    while (taken < bytes.length) {
      const room = this.room();
      const part = bytes.subarray(taken, taken + room.length);
      room.set(part);
      this.received(part.length);
      taken += part.length;
    }
  }

  /**
   * The next request, if all of it has come.
   *
   * @returns the arguments, the first being the command's name; empty for an empty line or array, which is not
   *   answered; `undefined` when it is not complete.
   * @throws {ProtocolError} when it is none; nothing that follows can be understood.
   */
  next(): string[] | undefined {
    if (this.#missing === 0) {
      if (this.#start === this.#end) return undefined;
      if (this.#buffer[this.#start] !== ASTERISK) return this.#inline();
      const count = this.#number("too big mbulk count string", "invalid multibulk length");
      if (count === undefined) return undefined;
      if (count > this.limits.count) throw this.#refused("multibulk");
      if (count <= 0) return [];
      this.#arguments = [];
      this.#missing = count;
      this.#size = this.#kept = 0;
    }
    while (this.#missing > 0) {
      if (!this.#argument()) return undefined;
      this.#missing--;
    }
    const complete = this.#arguments;
    this.#arguments = NONE;
    this.#size = this.#kept = 0;
    return complete;
  }

  /** Reads one argument; false when it is not complete. */
  #argument(): boolean {
    if (this.#length < 0) {
      if (this.#start === this.#end) return false;
      const mark = this.#buffer[this.#start]!;
      if (mark !== DOLLAR) {
        throw new ProtocolError(`Protocol error: expected '$', got '${printable(mark)}'`);
      }
      const length = this.#number("too big bulk count string", "invalid bulk length");
      if (length === undefined) return false;
      if (length < 0) throw new ProtocolError("Protocol error: invalid bulk length");
      if (length > this.limits.argument) throw this.#refused("bulk");
      this.#size += length;
      if (this.#size > this.limits.request) {
        throw new ProtocolError("Protocol error: the request is too long");
      }
      this.#length = length;
    }
    const end = this.#start + this.#length;
    if (this.#end < end + 2) return false;
    // Redis skips two bytes without a look; a client that counts wrongly would be misunderstood for ever after
    if (this.#buffer[end] !== CR || this.#buffer[end + 1] !== LF) {
      throw new ProtocolError("Protocol error: expected CRLF after the argument");
    }
    this.#arguments.push(this.#buffer.toString("latin1", this.#start, end));
    this.#kept += this.#length;
    this.#start = end + 2;
    this.#length = -1;
    return true;
  }

  /** The number after the first byte of a line, which ends with CRLF. */
  #number(tooLong: string, invalid: string): number | undefined {
    const buffer = this.#buffer;
    let at = this.#start + 1;
    const isNegative = at < this.#end && buffer[at] === MINUS;
    if (isNegative) at++;
    const first = at;
    let value = 0;
    while (at < this.#end && buffer[at]! >= ZERO && buffer[at]! <= NINE && at - first < 16) {
      value = value * 10 + buffer[at++]! - ZERO;
    }
    if (at === this.#end) {
      if (at - first >= 16) throw new ProtocolError(`Protocol error: ${invalid}`);
      return undefined;
    }
    if (buffer[at] !== CR || at === first) {
      if (this.#end - this.#start > LONGEST_LINE) throw new ProtocolError(`Protocol error: ${tooLong}`);
      // A line feed alone ends lines that are typed, not lengths
      throw new ProtocolError(`Protocol error: ${invalid}`);
    }
    if (at + 1 === this.#end) return undefined;
    if (buffer[at + 1] !== LF) throw new ProtocolError(`Protocol error: ${invalid}`);
    this.#start = at + 2;
    return isNegative ? -value : value;
  }

  #refused(what: "bulk" | "multibulk"): ProtocolError {
    return new ProtocolError(
      this.limits === STRANGER_LIMITS
        ? `Protocol error: unauthenticated ${what} length`
        : `Protocol error: invalid ${what} length`,
    );
  }

  #inline(): string[] | undefined {
    const found = this.#buffer.subarray(0, this.#end).indexOf(LF, Math.max(this.#start, this.#scanned));
    const end = found < 0 ? this.#end : found;
    if (end - this.#start > LONGEST_LINE) throw new ProtocolError("Protocol error: too big inline request");
    if (found < 0) {
      this.#scanned = this.#end;
      return undefined;
    }
    const isCrlf = found > this.#start && this.#buffer[found - 1] === CR;
    const words = splitInline(this.#buffer.toString("latin1", this.#start, isCrlf ? found - 1 : found));
    this.#start = found + 1;
    this.#scanned = 0;
    if (words === undefined) throw new ProtocolError("Protocol error: unbalanced quotes in request");
    return words;
  }

  #move(to: Buffer): void {
    const held = this.#end - this.#start;
    this.#buffer.copy(to, 0, this.#start, this.#end);
    this.#buffer = to;
    this.#scanned = Math.max(0, this.#scanned - this.#start);
    this.#start = 0;
    this.#end = held;
  }
}

function printable(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
}

const EMPTY = Buffer.alloc(0);
const NONE: string[] = [];
/** A client that only waits keeps this much; one read of a busy one takes up to LARGEST_IDLE. */
const FIRST = 1024;
const LARGEST_IDLE = 65_536;
/** The longest line, in bytes; so it is in Redis. */
const LONGEST_LINE = 65_536;
const ASTERISK = 0x2a;
const DOLLAR = 0x24;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const CR = 0x0d;
const LF = 0x0a;
