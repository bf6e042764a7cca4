import { type Endpoint, RelayError } from "../endpoint.ts";
import { layer } from "../endpoints/with_options.ts";

/** A header longer than this is an attack or the wrong server. */
const LONGEST_HEADER = 16 * 1024;

/**
 * Reads the answers of a proxy off a connection that will afterwards carry the user's data. What comes glued to an
 * answer belongs to the user: {@linkcode HandshakeReader.rest} gives it back in front of everything that follows.
 */
export class HandshakeReader {
  readonly #conn: Endpoint;
  #held = new Uint8Array(0);

  constructor(conn: Endpoint) {
    this.#conn = conn;
  }

  /** Exactly so many bytes. */
  async exactly(count: number): Promise<Uint8Array> {
    while (this.#held.length < count) await this.#more();
    return this.#take(count);
  }

  /** One line, without its line end. */
  async line(): Promise<string> {
    while (!this.#held.includes(10)) await this.#more();
    return new TextDecoder().decode(this.#take(this.#held.indexOf(10) + 1)).replace(/\r?\n$/, "");
  }

  /** The connection, with what was read too much in front. */
  rest(): Endpoint {
    let held = this.#held;
    return layer(this.#conn, {
      read: (buffer) => {
        if (held.length === 0) return this.#conn.read(buffer);
        const count = Math.min(held.length, buffer.length);
        buffer.set(held.subarray(0, count));
        held = held.subarray(count);
        return Promise.resolve(count);
      },
    });
  }

  #take(count: number): Uint8Array {
    const taken = this.#held.slice(0, count);
    this.#held = this.#held.slice(count);
    return taken;
  }

  async #more(): Promise<void> {
    const buffer = new Uint8Array(4096);
    const count = await this.#conn.read(buffer);
    if (count === null) throw new RelayError("the proxy closed the connection before it had answered");
    if (this.#held.length + count > LONGEST_HEADER) {
      throw new RelayError("the answer of the proxy is too long");
    }
    const all = new Uint8Array(this.#held.length + count);
    all.set(this.#held);
    all.set(buffer.subarray(0, count), this.#held.length);
    this.#held = all;
  }
}
