import { BufferPool } from "../../io/buffer_pool.ts";
import type { ReplyBody, Sink } from "./message.ts";
import type { ReplyFraming } from "./reply_head.ts";

/** Bodies up to this size leave in the same write as their head. */
const GATHER = 64 * 1024;
/** A small body with a head as long as ours are. */
const MESSAGE = GATHER + 4096;
/** What small replies are put together in, for all connections of this isolate. */
const messages = new BufferPool(MESSAGE, 16);
const encoder = new TextEncoder();
const NOTHING: readonly string[] = [];

/** A body was not as long as its Content-Length promised; the connection must be reset. */
export class BodyLengthError extends Error {
  override readonly name = "BodyLengthError";
}

/** Puts one reply on the wire: the head, and the body in its framing. */
export class ReplyWriter {
  /** How many bytes of the body were handed to the kernel. */
  sent = 0;
  readonly #output: Sink;
  readonly #framing: ReplyFraming;
  readonly #length: number | undefined;
  /** Nothing once it has been sent. */
  #head: readonly string[];
  #headLength = 0;

  /**
   * @param output the connection
   * @param head texts whose characters are the bytes to send
   * @param length what Content-Length promised, if there is one
   */
  constructor(output: Sink, head: readonly string[], framing: ReplyFraming, length: number | undefined) {
    this.#output = output;
    this.#head = head;
    for (const text of head) this.#headLength += text.length;
    this.#framing = framing;
    this.#length = framing.kind === "length" ? length : undefined;
  }

  /** Where the body goes. */
  get sink(): Sink {
    const write = (bytes: Uint8Array) => this.#body(bytes);
    if (this.#framing.kind === "chunked" || this.#output.writeSome === undefined) return { write };
    return { write, writeSome: (bytes) => this.#some(bytes) };
  }

  /**
   * Sends a small body that is at hand, from one buffer with the head.
   *
   * @returns undefined when it is not such a body and has to send itself.
   */
  gathered(body: ReplyBody): Promise<void> | undefined {
    if (this.#length === undefined || this.#length > GATHER || body.fill === undefined) return undefined;
    return this.#whole(body, this.#length);
  }

  /** The buffer is borrowed for as long as the system needs to take it, which is no time, mostly. */
  async #whole(body: ReplyBody, length: number): Promise<void> {
    const total = this.#headLength + length;
    const lent = total <= MESSAGE ? messages.take() : undefined;
    try {
      const message = lent?.subarray(0, total) ?? new Uint8Array(total);
      this.#headInto(message);
      body.fill!(message.subarray(total - length));
      await this.#output.write(message);
      this.sent = length;
    } finally {
      if (lent !== undefined) messages.give(lent);
    }
  }

  async #body(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.#checkLength(bytes);
    await this.#write(this.#framing.kind === "chunked" ? chunk(bytes) : [bytes]);
    this.sent += bytes.length;
  }

  #some(bytes: Uint8Array): Promise<number> {
    if (this.#headLength > 0) return this.#body(bytes).then(() => bytes.length);
    this.#checkLength(bytes);
    return this.#output.writeSome!(bytes).then((taken) => {
      this.sent += taken;
      return taken;
    });
  }

  #checkLength(bytes: Uint8Array): void {
    if (this.#length !== undefined && this.sent + bytes.length > this.#length) {
      throw new BodyLengthError("The body is longer than was said");
    }
  }

  /**
   * Ends the body; throws when it is shorter than announced. @returns undefined when there is
   * nothing left to send
   */
  end(): Promise<void> | undefined {
    if (this.#length !== undefined && this.sent < this.#length) {
      throw new BodyLengthError("The body is shorter than was said");
    }
    if (this.#framing.kind === "chunked") return this.#write([encoder.encode("0\r\n\r\n")]);
    return this.#headLength === 0 ? undefined : this.#write([]);
  }

  async #write(pieces: readonly Uint8Array[]): Promise<void> {
    const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (this.#headLength === 0 && pieces.length === 1) return await this.#output.write(pieces[0]!);
    if (total <= GATHER) return await this.#output.write(this.#joined(pieces, total));
    if (this.#headLength > 0) await this.#output.write(this.#withRoomFor(0));
    for (const piece of pieces) await this.#output.write(piece);
  }

  #joined(pieces: readonly Uint8Array[], total: number): Uint8Array {
    const all = this.#withRoomFor(total);
    let at = all.length - total;
    for (const piece of pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }

  /** The head as bytes, if it has not been sent yet, followed by this many free bytes. */
  #withRoomFor(length: number): Uint8Array {
    const bytes = new Uint8Array(this.#headLength + length);
    this.#headInto(bytes);
    return bytes;
  }

  #headInto(bytes: Uint8Array): void {
    let at = 0;
    for (const text of this.#head) {
      for (let from = 0; from < text.length; from++) bytes[at++] = text.charCodeAt(from);
    }
    this.#head = NOTHING;
    this.#headLength = 0;
  }
}

function chunk(bytes: Uint8Array): Uint8Array[] {
  return [encoder.encode(`${bytes.length.toString(16)}\r\n`), bytes, encoder.encode("\r\n")];
}
