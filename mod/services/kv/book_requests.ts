import type { Connection } from "../../net/connection.ts";
import { latin1Text } from "./latin1.ts";

/**
 * The requests of the book's protocol: what one read brings. Where a read has filled its buffer there may be more of the
 * same request, and what follows within a moment belongs to it.
 */
export class BookRequests {
  readonly #connection: Connection;
  readonly #most: number;
  readonly #buffer = new Uint8Array(16_384);
  /** A read that has been waited for in vain, of which the next request comes. */
  #reading: Promise<number | null> | undefined;

  /** @param most bytes of a request that are kept, and one more, by which is seen that it is longer */
  constructor(connection: Connection, most: number) {
    this.#connection = connection;
    this.#most = most;
  }

  /** @returns one character a byte; `undefined` at the end of the stream */
  async next(): Promise<string | undefined> {
    const length = await this.#read();
    if (length === null) return undefined;
    return await this.whole(latin1Text(this.#buffer.subarray(0, length)), length === this.#buffer.length);
  }

  /**
   * The request that begins so.
   *
   * @param isFull whether the read that has brought it left no room
   */
  async whole(begun: string, isFull: boolean): Promise<string> {
    let request = begun;
    let full = isFull;
    while (full && !request.includes("\n")) {
      const length = await this.#soon();
      if (length === undefined) break;
      const piece = latin1Text(this.#buffer.subarray(0, length));
      request = (request + piece).slice(0, this.#most + 1);
      // The end of a line that is too long is its end all the same.
      if (piece.includes("\n") && !request.includes("\n")) request += "\n";
      full = length === this.#buffer.length;
    }
    return request;
  }

  /** How many bytes come within a moment; `undefined` when none do. The end of the stream is kept for later. */
  async #soon(): Promise<number | undefined> {
    const over = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => over.resolve(undefined), MOMENT);
    const reading = this.#begin();
    const length = await Promise.race([reading, over.promise]).finally(() => clearTimeout(timer));
    if (length === undefined || length === null) return undefined;
    this.#reading = undefined;
    return length;
  }

  async #read(): Promise<number | null> {
    const length = await this.#begin();
    this.#reading = undefined;
    return length;
  }

  #begin(): Promise<number | null> {
    if (this.#reading === undefined) {
      this.#reading = this.#connection.read(this.#buffer);
      // Nobody may ask for it any more when it fails.
      this.#reading.catch(() => {});
    }
    return this.#reading;
  }
}

/** Milliseconds. */
const MOMENT = 50;
