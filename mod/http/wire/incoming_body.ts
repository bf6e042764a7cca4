import { msg } from "../../i18n/message.ts";
import type { BodyFraming } from "./body_framing.ts";
import type { ByteSource } from "./byte_source.ts";
import { ChunkReader } from "./chunk_reader.ts";
import { HttpError } from "./http_error.ts";
import type { RequestBody } from "./message.ts";

/** The body of the request whose head was just read, without its framing. */
export class IncomingBody implements RequestBody {
  readonly length: number | undefined;
  readonly #source: ByteSource;
  readonly #chunks: ChunkReader | undefined;
  readonly #beforeRead: (() => Promise<void>) | undefined;
  #left: number;
  #started = false;

  /**
   * @param source where the bytes come from
   * @param framing where the body ends
   * @param beforeRead called before the first read: the time to send `100 Continue`
   */
  constructor(source: ByteSource, framing: BodyFraming, beforeRead?: () => Promise<void>) {
    this.#source = source;
    this.#beforeRead = beforeRead;
    this.length = framing.kind === "length" ? framing.length : undefined;
    this.#left = framing.kind === "length" ? framing.length : 0;
    this.#chunks = framing.kind === "chunked" ? new ChunkReader() : undefined;
  }

  /** Nothing of it is left on the connection. */
  get finished(): boolean {
    return this.#chunks === undefined ? this.#left === 0 : this.#chunks.ended;
  }

  /** Some of it has been asked for. */
  get started(): boolean {
    return this.#started;
  }

  async read(): Promise<Uint8Array | null> {
    if (this.finished) return null;
    if (!this.#started) {
      this.#started = true;
      await this.#beforeRead?.();
    }
    return this.#chunks === undefined ? await this.#plain() : await this.#unchunked(this.#chunks);
  }

  async #plain(): Promise<Uint8Array> {
    const bytes = await this.#some(this.#left);
    this.#left -= bytes.length;
    return bytes;
  }

  async #unchunked(chunks: ChunkReader): Promise<Uint8Array | null> {
    while (!chunks.ended) {
      const bytes = await this.#some(64 * 1024);
      const { consumed, data } = chunks.next(bytes);
      this.#source.putBack(bytes.length - consumed);
      if (data.length > 0) return data;
    }
    return null;
  }

  async #some(most: number): Promise<Uint8Array> {
    const bytes = await this.#source.some(most);
    if (bytes === null) throw new HttpError(400, msg`The request ends inside its body`, [], true);
    return bytes;
  }
}
