import { msg } from "../i18n/message.ts";
import type { Connection } from "../net/connection.ts";
import { type Framed, FrameError, type Framer } from "./framer.ts";

/**
 * # Frames out of a connection
 *
 * The one place where bytes wait until they are a message. Its buffer starts small, because a
 * server with ten thousand silent clients has ten thousand of them; it grows when a read fills it,
 * because a client that sends much is cheaper to serve in large pieces; and it never grows beyond
 * what the framer's longest frame needs, so no client can make the server buffer for ever: bytes
 * that fill it without completing a frame are too long to become one.
 *
 * There are two ways to ask. `next` waits for the network. `take` does not: it returns a further frame only
 * if one is complete in the buffer already. A server that answers everything `take` gives it before it awaits
 * anything, and only then writes its answers in one go, serves a client that pipelines its requests two to
 * three times as fast.
 *
 * The three outcomes are three types, here as everywhere: `undefined` (from `take`) is *not yet*,
 * `null` is *ended*, and a throw is *broken*. None of them can be taken for a frame, even if frames
 * have such values: a frame comes in a box.
 *
 * When it is the wrong choice: bodies whose length is known and large. Take what is buffered with `rest`,
 * then read from the connection itself into a buffer of your own.
 */
export class FrameReader<Frame> implements AsyncIterable<Frame> {
  readonly #connection: Pick<Connection, "read">;
  readonly #framer: Framer<Frame>;
  /** With this many bytes there is a frame, or there will never be one. */
  readonly #enough: number;
  readonly #largest: number;
  #buffer: Uint8Array;
  #start = 0;
  #end = 0;
  #scanned = 0;
  #ended = false;

  /**
   * Begins to read.
   *
   * @param connection nobody else may read from it meanwhile.
   * @param initial bytes of buffer to begin with, at least 1.
   * @throws {RangeError} when the framer's limit or overhead is not a number of bytes.
   */
  constructor(connection: Pick<Connection, "read">, framer: Framer<Frame>, initial = 256) {
    this.#connection = connection;
    this.#framer = framer;
    this.#enough = byteCount("limit", framer.limit) +
      byteCount("overhead", framer.overhead ?? USUAL_OVERHEAD);
    this.#largest = Math.max(this.#enough, LARGEST_READ);
    this.#buffer = new Uint8Array(Math.min(Math.max(initial, 1), this.#largest));
  }

  /**
   * The next frame, waiting for it if need be.
   *
   * @returns the frame in its box, or `null` at the end of the stream. A frame made of bytes is a
   *   view that is valid until the next call of `next` or `take`.
   * @throws {FrameError} `frame_too_long` beyond the framer's limit, `frame_truncated` when the stream ends
   *   inside a frame.
   * @throws the errors of `Connection.read`.
   */
  next(): Promise<Framed<Frame> | null> {
    if (this.#start < this.#end || this.#ended) return this.#gather();
    return this.#connection.read(this.#room()).then(this.#received);
  }

  /**
   * One read usually brings one frame: creating one function per reader costs less than one async
   * call per message.
   */
  readonly #received = (length: number | null): Framed<Frame> | Promise<Framed<Frame> | null> => {
    this.#note(length);
    return this.take() ?? this.#gather();
  };

  async #gather(): Promise<Framed<Frame> | null> {
    while (true) {
      const found = this.take();
      if (found !== undefined) return found;
      if (this.#ended) return this.#last();
      this.#note(await this.#connection.read(this.#room()));
    }
  }

  #note(length: number | null): void {
    if (length === null) this.#ended = true;
    else this.#end += length;
  }

  /**
   * The next frame if it is complete in the buffer, else `undefined`; never waits.
   *
   * @throws {FrameError} `frame_too_long` beyond the framer's limit.
   */
  take(): Framed<Frame> | undefined {
    if (this.#start === this.#end) return undefined;
    const held = this.#end - this.#start;
    const found = this.#framer.decode(this.#buffer.subarray(this.#start, this.#end), this.#scanned);
    if (found === undefined) {
      if (held >= this.#enough) throw tooLong(this.#framer.limit);
      this.#scanned = held;
      return undefined;
    }
    // Without progress, the caller's loop would never come to its end.
    const length: unknown = found?.length;
    if (!(typeof length === "number" && length >= 1 && length <= held && Number.isInteger(length))) {
      throw impossible(length, held);
    }
    this.#start += length;
    this.#scanned = 0;
    return found;
  }

  /** How many bytes have been read and not been taken. */
  get held(): number {
    return this.#end - this.#start;
  }

  /**
   * Bytes that have been read and are not a frame yet, taken out of the reader; a view that is
   * valid until its next call.
   */
  rest(): Uint8Array {
    const rest = this.#buffer.subarray(this.#start, this.#end);
    this.#start = this.#end = this.#scanned = 0;
    return rest;
  }

  /** All the frames until the end of the stream. */
  async *[Symbol.asyncIterator](): AsyncIterator<Frame> {
    for (let found = await this.next(); found !== null; found = await this.next()) yield found.frame;
  }

  /**
   * The free part of the buffer, never empty. Leftovers of the last read move to the front; a
   * buffer that was filled completely grows.
   */
  #room(): Uint8Array {
    if (this.#end === this.#buffer.length && this.#buffer.length < this.#largest) this.#grow();
    else if (this.#start > 0) this.#compact();
    return this.#end === 0 ? this.#buffer : this.#buffer.subarray(this.#end);
  }

  #grow(): void {
    const held = this.#buffer.subarray(this.#start, this.#end);
    this.#buffer = new Uint8Array(Math.min(this.#buffer.length * 4, this.#largest));
    this.#buffer.set(held);
    this.#end = held.length;
    this.#start = 0;
  }

  #compact(): void {
    if (this.#start < this.#end) this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }

  #last(): Framed<Frame> | null {
    const left = this.rest();
    if (left.length === 0) return null;
    const found = this.#framer.final?.(left);
    if (found !== undefined) return found;
    throw new FrameError(
      "frame_truncated",
      msg`The stream ended inside a message: ${left.length} bytes of it had come, and its rest had not`,
    );
  }
}

function byteCount(what: string, bytes: number): number {
  if (Number.isInteger(bytes) && bytes >= 0 || bytes === Infinity) return bytes;
  throw new RangeError(`Cannot read frames: the framer's ${what} is ${bytes}, not a number of bytes`);
}

function tooLong(limit: number): FrameError {
  return new FrameError("frame_too_long", `Message too long: more than ${limit} bytes without an end`);
}

function impossible(length: unknown, held: number): TypeError {
  return new TypeError(`Cannot read frames: the framer found a frame of ${length} bytes among ${held}`);
}

/**
 * What a framer may put around a frame when it does not say so itself: no header or end in common
 * use is longer.
 */
const USUAL_OVERHEAD = 16;
/** Beyond this, larger reads no longer save anything worth their memory. */
const LARGEST_READ = 65_536;
