import { msg } from "../i18n/message.ts";
import type { Connection } from "../net/connection.ts";
import { FrameError, type Framer } from "./framer.ts";

/**
 * # Frames out of a connection
 *
 * The one place where bytes wait until they are a message. Its buffer starts small, because a server with ten thousand
 * silent clients has ten thousand of them; it grows when a read fills it, because a client that sends much is cheaper to
 * serve in large pieces; and it never grows beyond what the framer's longest frame needs, so that no client can make
 * the server buffer for ever.
 *
 * There are two ways to ask. `next` waits for the network. `take` does not: it returns a further frame only if one is
 * complete in the buffer already. A server that answers everything `take` gives it before it awaits anything, and only
 * then writes its answers in one go, serves a client that pipelines its requests two to three times as fast.
 *
 * The three outcomes are three types, here as everywhere: `undefined` (from `take`) is *not yet*, `null` is *ended*, and
 * a throw is *broken*.
 *
 * When it is the wrong choice: bodies whose length is known and large. Take what is buffered with `rest`, then read from
 * the connection itself into a buffer of your own.
 */
export class FrameReader<Frame> implements AsyncIterable<Frame> {
  readonly #connection: Connection;
  readonly #framer: Framer<Frame>;
  readonly #largest: number;
  #buffer: Uint8Array;
  #start = 0;
  #end = 0;
  #scanned = 0;
  #ended = false;

  /**
   * Begins to read.
   *
   * @param initial bytes of buffer to begin with.
   */
  constructor(connection: Connection, framer: Framer<Frame>, initial = 256) {
    this.#connection = connection;
    this.#framer = framer;
    this.#largest = Math.max(framer.limit + 2, LARGEST_READ);
    this.#buffer = new Uint8Array(Math.min(initial, this.#largest));
  }

  /**
   * The next frame, waiting for it if need be.
   *
   * @returns the frame, or `null` at the end of the stream. A frame made of bytes is a view that is good until the next
   *   call of `next` or `take`.
   * @throws {FrameError} `frame_too_long` beyond the framer's limit, `frame_truncated` when the stream ends inside a frame.
   * @throws whatever `Connection.read` throws.
   */
  next(): Promise<Frame | null> {
    if (this.#start < this.#end || this.#ended) return this.#gather();
    return this.#connection.read(this.#room()).then(this.#received);
  }

  /** What one read brings is a frame as a rule: a function a reader costs less than an async one a message. */
  readonly #received = (length: number | null): Frame | Promise<Frame | null> => {
    this.#note(length);
    return this.take() ?? this.#gather();
  };

  async #gather(): Promise<Frame | null> {
    while (true) {
      const frame = this.take();
      if (frame !== undefined) return frame;
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
  take(): Frame | undefined {
    if (this.#start === this.#end) return undefined;
    const found = this.#framer.decode(this.#buffer.subarray(this.#start, this.#end), this.#scanned);
    if (found === undefined) {
      this.#scanned = this.#end - this.#start;
      return undefined;
    }
    this.#start += found.length;
    this.#scanned = 0;
    return found.frame;
  }

  /** Bytes that have been read and are no frame yet, taken out of the reader; a view good until its next call. */
  rest(): Uint8Array {
    const rest = this.#buffer.subarray(this.#start, this.#end);
    this.#start = this.#end = this.#scanned = 0;
    return rest;
  }

  /** All the frames until the end of the stream. */
  async *[Symbol.asyncIterator](): AsyncIterator<Frame> {
    for (let frame = await this.next(); frame !== null; frame = await this.next()) yield frame;
  }

  /**
   * The free part of the buffer, never empty. What is left of the last read moves to the front; a buffer that was filled to
   * the brim grows.
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

  #last(): Frame | null {
    const left = this.rest();
    if (left.length === 0) return null;
    const frame = this.#framer.final?.(left);
    if (frame !== undefined) return frame;
    throw new FrameError(
      "frame_truncated",
      msg`The stream ended inside a message, after ${left.length} bytes of it`,
    );
  }
}

/** Beyond this, larger reads no longer save anything worth their memory. */
const LARGEST_READ = 65_536;
