import type { Connection } from "../../net/connection.ts";
import type { Sink } from "./message.ts";
import type { ReplyFraming } from "./reply_head.ts";

/** Bodies up to this size leave in the same write as their head. */
const GATHER = 64 * 1024;
const encoder = new TextEncoder();

/** A body was not as long as its Content-Length promised; the connection must be reset. */
export class BodyLengthError extends Error {
  override readonly name = "BodyLengthError";
}

/** Puts one reply on the wire: the head, and the body in its framing. */
export class ReplyWriter {
  /** Bytes of the body handed to the kernel. */
  sent = 0;
  readonly #connection: Connection;
  readonly #framing: ReplyFraming;
  readonly #length: number | undefined;
  #head: Uint8Array | undefined;

  /** @param length what Content-Length promised, if it did */
  constructor(connection: Connection, head: Uint8Array, framing: ReplyFraming, length: number | undefined) {
    this.#connection = connection;
    this.#head = head;
    this.#framing = framing;
    this.#length = framing.kind === "length" ? length : undefined;
  }

  /** Where the body goes. */
  get sink(): Sink {
    const write = (bytes: Uint8Array) => this.#body(bytes);
    if (this.#framing.kind === "chunked" || this.#connection.writeSome === undefined) return { write };
    return { write, writeSome: (bytes) => this.#some(bytes) };
  }

  async #body(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.#checkLength(bytes);
    await this.#write(this.#framing.kind === "chunked" ? chunk(bytes) : [bytes]);
    this.sent += bytes.length;
  }

  async #some(bytes: Uint8Array): Promise<number> {
    this.#checkLength(bytes);
    if (this.#head !== undefined) {
      await this.#body(bytes);
      return bytes.length;
    }
    const taken = await this.#connection.writeSome!(bytes);
    this.sent += taken;
    return taken;
  }

  #checkLength(bytes: Uint8Array): void {
    if (this.#length !== undefined && this.sent + bytes.length > this.#length) {
      throw new BodyLengthError("The body is longer than was said");
    }
  }

  /** Ends the body; throws when it is shorter than was said. */
  async end(): Promise<void> {
    if (this.#length !== undefined && this.sent < this.#length) {
      throw new BodyLengthError("The body is shorter than was said");
    }
    await this.#write(this.#framing.kind === "chunked" ? [encoder.encode("0\r\n\r\n")] : []);
  }

  async #write(pieces: readonly Uint8Array[]): Promise<void> {
    const all = this.#head === undefined ? pieces : [this.#head, ...pieces];
    this.#head = undefined;
    const total = all.reduce((sum, piece) => sum + piece.length, 0);
    if (all.length > 1 && total <= GATHER) return await this.#connection.write(concatenated(all, total));
    for (const piece of all) await this.#connection.write(piece);
  }
}

function chunk(bytes: Uint8Array): Uint8Array[] {
  return [encoder.encode(`${bytes.length.toString(16)}\r\n`), bytes, encoder.encode("\r\n")];
}

function concatenated(pieces: readonly Uint8Array[], total: number): Uint8Array {
  const all = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
