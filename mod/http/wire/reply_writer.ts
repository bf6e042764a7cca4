import type { ReplyBody, Sink } from "./message.ts";
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
  /** How many bytes of the body were handed to the kernel. */
  sent = 0;
  readonly #output: Sink;
  readonly #framing: ReplyFraming;
  readonly #length: number | undefined;
  #head: string;

  /**
   * @param output the connection
   * @param head a text whose characters are the bytes to send
   * @param length what Content-Length promised, if there is one
   */
  constructor(output: Sink, head: string, framing: ReplyFraming, length: number | undefined) {
    this.#output = output;
    this.#head = head;
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
    const message = this.#withRoomFor(this.#length);
    body.fill(message.subarray(message.length - this.#length));
    return this.#whole(message, this.#length);
  }

  async #whole(message: Uint8Array, length: number): Promise<void> {
    await this.#output.write(message);
    this.sent = length;
  }

  async #body(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.#checkLength(bytes);
    await this.#write(this.#framing.kind === "chunked" ? chunk(bytes) : [bytes]);
    this.sent += bytes.length;
  }

  async #some(bytes: Uint8Array): Promise<number> {
    this.#checkLength(bytes);
    if (this.#head !== "") {
      await this.#body(bytes);
      return bytes.length;
    }
    const taken = await this.#output.writeSome!(bytes);
    this.sent += taken;
    return taken;
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
    return this.#head === "" ? undefined : this.#write([]);
  }

  async #write(pieces: readonly Uint8Array[]): Promise<void> {
    const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (this.#head === "" && pieces.length === 1) return await this.#output.write(pieces[0]!);
    if (total <= GATHER) return await this.#output.write(this.#joined(pieces, total));
    if (this.#head !== "") await this.#output.write(this.#withRoomFor(0));
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
    const head = this.#head;
    this.#head = "";
    const bytes = new Uint8Array(head.length + length);
    for (let at = 0; at < head.length; at++) bytes[at] = head.charCodeAt(at);
    return bytes;
  }
}

function chunk(bytes: Uint8Array): Uint8Array[] {
  return [encoder.encode(`${bytes.length.toString(16)}\r\n`), bytes, encoder.encode("\r\n")];
}
