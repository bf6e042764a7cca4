import { msg } from "../../i18n/message.ts";
import type { Connection } from "../../net/connection.ts";
import { HttpError } from "./http_error.ts";
import { blankLength, HEAD_LIMIT, headLength, headTooLong } from "./request_head.ts";

const SMALL = 1024;
const BULKY = 256 * 1024;
const NOTHING = new Uint8Array(0);
/** Buffers of connections that need none at the moment, for those that do. */
const spare: Uint8Array[] = [];
/** The most of them that are kept. */
const SPARE = 128;

/**
 * The receiving side of an HTTP connection: heads, and the bytes between them.
 *
 * One buffer serves both. It starts small, because most clients only ever send a head, and
 * thousands of them may be idle; it is let go of while a client takes a reply; and it grows to the size of the head, and
 * up to 256 KiB while a body keeps filling it: a client that announces a lot and sends nothing
 * costs nothing.
 */
export class ByteSource {
  readonly #connection: Connection;
  #buffer: Uint8Array = NOTHING;
  #start = 0;
  #end = 0;
  /** A read under way: further requests wait for the same one. */
  #filling: Promise<boolean> | undefined;
  /** The error of a failed read: the system reports it only once. */
  #failure: { error: unknown } | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Bytes that have arrived and have not been taken yet. */
  get buffered(): number {
    return this.#end - this.#start;
  }

  /**
   * Takes the next head.
   *
   * @param onStart called when its first byte has arrived
   * @returns a view that is valid until the next call, or null: the client has closed between two
   *   requests
   * @throws HttpError 414 or 431 when it is too long; 400 when the stream ends inside it
   */
  async head(onStart: () => void): Promise<Uint8Array | null> {
    let scanned = 0;
    let blank = 0;
    if (this.#buffer.length > SMALL) this.release();
    while (true) {
      if (this.buffered > 0) onStart();
      // Drop them as they come, or each further byte would make us look at them again.
      if (scanned === 0) blank += this.#skipBlank();
      const length = this.buffered === 0 ? undefined : headLength(this.#view(), scanned);
      if (length !== undefined && length <= HEAD_LIMIT) return this.#take(length);
      scanned = this.buffered;
      if (scanned + blank >= HEAD_LIMIT) throw headTooLong(this.#view());
      if (!await this.#fill(HEAD_LIMIT)) {
        if (scanned + blank === 0) return null;
        throw new HttpError(400, msg`The request ends inside its head`, [], true);
      }
    }
  }

  /**
   * Takes the bytes that are there, waiting for at least one.
   *
   * @param most no more than that, bytes
   * @returns a view that is valid until the next call, or null at the end of the stream
   */
  async some(most: number): Promise<Uint8Array | null> {
    if (this.buffered === 0 && !await this.#fill(Math.min(BULKY, most))) return null;
    return this.#take(Math.min(most, this.buffered));
  }

  /**
   * Reads again without taking anything. Views handed out before are no longer valid.
   *
   * @param most the buffer may grow to this, bytes
   * @returns whether there was more; false at the end of the stream
   */
  ahead(most: number): Promise<boolean> {
    return this.#fill(most);
  }

  /** Puts back the last bytes of the previous take. */
  putBack(length: number): void {
    this.#start -= length;
  }

  /**
   * Lets go of the buffer while nothing is in it: who waits for a reply sends nothing, mostly. Views handed out
   * before are no longer valid.
   */
  release(): void {
    if (this.buffered > 0 || this.#filling !== undefined) return;
    if (this.#buffer.length === SMALL && spare.length < SPARE) spare.push(this.#buffer);
    this.#buffer = NOTHING;
    this.#start = this.#end = 0;
  }

  /** A copy of everything that has arrived and has not been taken yet. */
  rest(): Uint8Array {
    return this.#take(this.buffered).slice();
  }

  #view(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  #skipBlank(): number {
    const first = this.buffered === 0 ? 0 : this.#buffer[this.#start];
    if (first !== 13 && first !== 10) return 0;
    const length = blankLength(this.#view());
    this.#start += length;
    return length;
  }

  #take(length: number): Uint8Array {
    const view = this.#buffer.subarray(this.#start, this.#start + length);
    this.#start += length;
    return view;
  }

  /** Reads again; the buffer may grow up to `most`. */
  #fill(most: number): Promise<boolean> {
    if (this.#filling !== undefined) return this.#filling;
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error);
    this.#makeRoom(most);
    const room = this.#end === 0 ? this.#buffer : this.#buffer.subarray(this.#end);
    return this.#filling = this.#connection.read(room).then(
      this.#filled,
      this.#failed,
    );
  }

  readonly #filled = (length: number | null): boolean => {
    this.#filling = undefined;
    this.#end += length ?? 0;
    return length !== null;
  };

  readonly #failed = (error: unknown): never => {
    this.#filling = undefined;
    this.#failure = { error };
    throw error;
  };

  #makeRoom(most: number): void {
    if (this.#buffer.length === 0) this.#buffer = spare.pop() ?? new Uint8Array(SMALL);
    const kept = this.#view();
    if (kept.length === 0) {
      const filled = this.#end === this.#buffer.length;
      this.#start = this.#end = 0;
      if (filled && most > HEAD_LIMIT && most > this.#buffer.length) {
        this.#buffer = new Uint8Array(Math.min(most, this.#buffer.length * 8));
      }
    } else if (this.#end === this.#buffer.length) {
      const grown = this.#start > 0 ? this.#buffer : new Uint8Array(this.#buffer.length * 2);
      grown.set(kept);
      this.#buffer = grown;
      this.#start = 0;
      this.#end = kept.length;
    }
  }
}
