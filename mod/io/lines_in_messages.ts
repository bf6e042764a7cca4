import type { Connection } from "../net/connection.ts";
import { WrappedConnection } from "../net/connection/wrapped_connection.ts";
import { BufferedWriter } from "./buffered_writer.ts";
import { MESSAGE_SIZES, messageFramer, type MessageFraming } from "./message_framing.ts";

/**
 * Lines for a program that knows only lines, where the peer marks its messages off by a length or a zero byte.
 *
 * Each message that comes is a line, or several if it has line ends in it; one that ends with a line end gets no
 * second one. Nothing waits for the end of a message: its bytes are handed on as they come, and a program that bounds
 * its lines bounds messages with that. Each line that is written is a message; one that is longer than the framing
 * can say is cut, between two characters, into several.
 */
export class LinesInMessages extends WrappedConnection {
  readonly #read: MessageStream;
  readonly #most: number;
  readonly #encode: (line: Uint8Array) => Uint8Array;
  /** What was written of a line whose end has not come. */
  #begun = new Uint8Array(0);

  /** @param inner used and closed by this connection alone from now on. */
  constructor(inner: Connection, framing: MessageFraming) {
    super(inner);
    const framer = messageFramer(framing, Infinity);
    this.#most = framer.limit;
    this.#encode = framing === "nul" ? (line) => framer.encode(withoutZeros(line)) : framer.encode;
    this.#read = new MessageStream(framing === "nul" ? 0 : MESSAGE_SIZES[framing]);
  }

  override async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#read.owesLineEnd) return this.#read.endLine(buffer);
    // Room for the line end of a message that began in an earlier read.
    const into = buffer.subarray(buffer.length > 1 ? 1 : 0);
    while (true) {
      const count = await this.inner.read(into);
      if (count === null) return null;
      const length = this.#read.toLines(buffer, buffer.length - into.length, count);
      if (length > 0) return length;
    }
  }

  override async write(bytes: Uint8Array): Promise<void> {
    const writer = new BufferedWriter(this.inner, Infinity);
    let from = 0;
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, from)) {
      this.#push(writer, joined(this.#begun, bytes.subarray(from, end)));
      this.#begun = NOTHING;
      from = end + 1;
    }
    if (from < bytes.length) this.#begun = joined(this.#begun, bytes.subarray(from)).slice();
    await writer.flush();
  }

  /** Says what is left of a line without an end, and ends our direction. */
  override async closeWrite(): Promise<void> {
    const writer = new BufferedWriter(this.inner, Infinity);
    if (this.#begun.length > 0) this.#push(writer, this.#begun);
    this.#begun = NOTHING;
    await writer.flush();
    await this.inner.closeWrite();
  }

  #push(writer: BufferedWriter, line: Uint8Array): void {
    let from = 0;
    do {
      const to = cutBefore(line, from + this.#most);
      writer.push(this.#encode(line.subarray(from, to)));
      from = to;
    } while (from < line.length);
  }
}

/** Bytes of messages turned into bytes of lines, in their place; there are never more of these, but for one. */
class MessageStream {
  readonly #prefix: number;
  /** How many bytes of a length have come, and what they say. */
  #known = 0;
  #length = 0;
  /** Bytes of the message that are still to come; undefined between messages. */
  #left: number | undefined;
  #last = 0;
  /** Whether there was no room for a line end. */
  owesLineEnd = false;

  /** @param prefix bytes of length in front; 0 for a zero byte behind */
  constructor(prefix: number) {
    this.#prefix = prefix;
  }

  endLine(buffer: Uint8Array): number {
    this.owesLineEnd = false;
    buffer[0] = LF;
    return 1;
  }

  /** @returns how many bytes of lines are at the start of the buffer now */
  toLines(buffer: Uint8Array, start: number, count: number): number {
    let to = 0;
    const end = start + count;
    for (let at = start; at < end;) {
      if (this.#prefix === 0) {
        const zero = buffer.subarray(0, end).indexOf(0, at);
        to = this.#pass(buffer, to, at, zero === -1 ? end : zero);
        if (zero !== -1) to = this.#endMessage(buffer, to);
        at = zero === -1 ? end : zero + 1;
      } else if (this.#left === undefined) {
        this.#length = this.#length * 256 + buffer[at++]!;
        if (++this.#known < this.#prefix) continue;
        this.#left = this.#length;
        if (this.#left === 0) to = this.#endMessage(buffer, to);
      } else {
        const until = Math.min(end, at + this.#left);
        to = this.#pass(buffer, to, at, until);
        this.#left -= until - at;
        at = until;
        if (this.#left === 0) to = this.#endMessage(buffer, to);
      }
    }
    return to;
  }

  #pass(buffer: Uint8Array, to: number, from: number, end: number): number {
    if (from === end) return to;
    this.#last = buffer[end - 1]!;
    buffer.copyWithin(to, from, end);
    return to + end - from;
  }

  #endMessage(buffer: Uint8Array, to: number): number {
    const ended = this.#last === LF;
    [this.#left, this.#known, this.#length, this.#last] = [undefined, 0, 0, 0];
    if (ended) return to;
    this.owesLineEnd = to === buffer.length;
    if (!this.owesLineEnd) buffer[to++] = LF;
    return to;
  }
}

/** The place at or before `end` where no character is cut; `end` itself where the bytes are no text. */
function cutBefore(bytes: Uint8Array, end: number): number {
  if (end >= bytes.length) return bytes.length;
  for (let at = end; at > end - 4; at--) if ((bytes[at]! & 0xc0) !== 0x80) return at;
  return end;
}

/** A zero byte in the text of somebody else would end the message. */
function withoutZeros(line: Uint8Array): Uint8Array {
  return line.includes(0) ? line.map((byte) => byte || BLANK) : line;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

const NOTHING = new Uint8Array(0);
const LF = 0x0a;
const BLANK = 0x20;
