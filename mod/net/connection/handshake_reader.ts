import type { Connection } from "../connection.ts";
import { withUnread } from "./with_unread.ts";

/** A header longer than this is an attack or the wrong server. */
const LONGEST_HEADER = 16 * 1024;
/**
 * Milliseconds within which the other side must have answered in full; a proxy may connect
 * somewhere first.
 */
const ANSWER_WITHIN = 120_000;

/**
 * Reads the answers of a proxy, or the head of a WebSocket, off a connection that will afterwards
 * carry the user's data. Bytes that arrive right after an answer belong to the user:
 * {@linkcode HandshakeReader.rest} gives it back in front of everything that follows.
 *
 * All answers together are bounded, in bytes and in time, from the making of the reader on. The caller closes
 * the connection when it gets an error.
 */
export class HandshakeReader {
  readonly #conn: Connection;
  readonly #deadline: number;
  #held = new Uint8Array(1024);
  #length = 0;
  /** Bytes at the start of `#held` that hold no line end. */
  #searched = 0;
  #left = LONGEST_HEADER;

  /** @param within milliseconds until everything must have come. */
  constructor(conn: Connection, within = ANSWER_WITHIN) {
    this.#conn = conn;
    this.#deadline = performance.now() + within;
  }

  /** Exactly `count` bytes. */
  async exactly(count: number): Promise<Uint8Array> {
    while (this.#length < count) await this.#more();
    return this.#take(count);
  }

  /** One line, without its line end. */
  async line(): Promise<string> {
    let end: number;
    while ((end = this.#held.subarray(0, this.#length).indexOf(10, this.#searched)) < 0) {
      this.#searched = this.#length;
      await this.#more();
    }
    return new TextDecoder().decode(this.#take(end + 1)).replace(/\r?\n$/, "");
  }

  /** The connection, with the surplus that was read put back in front. */
  rest(): Connection {
    return withUnread(this.#conn, this.#held.slice(0, this.#length));
  }

  #take(count: number): Uint8Array {
    if (count > this.#left) throw new HandshakeError("too_long");
    this.#left -= count;
    const taken = this.#held.slice(0, count);
    this.#held.copyWithin(0, count, this.#length);
    this.#length -= count;
    this.#searched = 0;
    return taken;
  }

  async #more(): Promise<void> {
    if (this.#length >= this.#left) throw new HandshakeError("too_long");
    if (this.#length === this.#held.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#held);
      this.#held = larger;
    }
    const count = await this.#inTime(this.#conn.read(this.#held.subarray(this.#length)));
    if (count === null) throw new HandshakeError("closed");
    this.#length += count;
  }

  async #inTime<T>(reading: Promise<T>): Promise<T> {
    const late = Promise.withResolvers<never>();
    const left = Math.max(0, this.#deadline - performance.now());
    const timer = setTimeout(() => late.reject(new HandshakeError("late")), left);
    try {
      return await Promise.race([reading, late.promise]);
    } finally {
      clearTimeout(timer);
      reading.catch(() => {/* it ends when the connection is closed */});
    }
  }
}

/** Why a handshake failed: the peer closed, did not answer in time, or said too much. */
export class HandshakeError extends Error {
  override readonly name = "HandshakeError";

  constructor(readonly code: "closed" | "late" | "too_long") {
    super(`the handshake failed: ${code}`);
  }
}
