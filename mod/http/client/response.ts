import type { ByteSource } from "../wire/byte_source.ts";
import { ChunkReader } from "../wire/chunk_reader.ts";
import type { Fields } from "../wire/request_head.ts";
import type { ResponseFraming } from "./response_head.ts";

/** A server's answer. It holds a connection until all of it has been read or it is disposed of. */
export interface Response extends Disposable {
  readonly status: number;
  readonly fields: Fields;
  /** Where it came from, after all redirects. */
  readonly url: string;
  /**
   * The next bytes of the body, as the server sent them: nothing is unpacked.
   *
   * @returns a view that is valid until the next call, or null when all of it has been read
   * @throws HttpFailure when the connection breaks before that
   */
  read(): Promise<Uint8Array | null>;
}

/** Whether the request succeeded. */
export function isOk({ status }: Response): boolean {
  return status >= 200 && status < 300;
}

/** The body of the answer whose head was just read, without its framing. */
export class ResponseBody implements Disposable {
  readonly #source: ByteSource;
  readonly #held: Disposable;
  readonly #explain: (error: unknown) => unknown;
  readonly #chunks: ChunkReader | undefined;
  readonly #untilClose: boolean;
  #left: number;

  /**
   * @param source where the bytes come from
   * @param framing where the body ends
   * @param held disposed of when the last byte was read, when the connection breaks, and when the
   *   body is disposed of
   * @param explain turns errors of the connection into the error to throw
   */
  constructor(
    source: ByteSource,
    framing: ResponseFraming,
    held: Disposable,
    explain: (error: unknown) => unknown,
  ) {
    this.#source = source;
    this.#held = held;
    this.#explain = explain;
    this.#chunks = framing.kind === "chunked" ? new ChunkReader() : undefined;
    this.#untilClose = framing.kind === "close";
    this.#left = framing.kind === "length" ? framing.length : Infinity;
    if (this.#left === 0) held[Symbol.dispose]();
  }

  async read(): Promise<Uint8Array | null> {
    try {
      const bytes = this.#chunks === undefined ? await this.#plain() : await this.#unchunked(this.#chunks);
      if (bytes === null) this[Symbol.dispose]();
      return bytes;
    } catch (error) {
      this[Symbol.dispose]();
      throw this.#explain(error);
    }
  }

  [Symbol.dispose](): void {
    this.#held[Symbol.dispose]();
  }

  async #plain(): Promise<Uint8Array | null> {
    if (this.#left === 0) return null;
    const bytes = await this.#source.some(Math.min(this.#left, BULK));
    if (bytes === null && !this.#untilClose) throw new Deno.errors.UnexpectedEof();
    this.#left -= bytes?.length ?? 0;
    return bytes;
  }

  async #unchunked(chunks: ChunkReader): Promise<Uint8Array | null> {
    while (!chunks.ended) {
      const bytes = await this.#source.some(BULK);
      if (bytes === null) throw new Deno.errors.UnexpectedEof();
      const { consumed, data } = chunks.next(bytes);
      this.#source.putBack(bytes.length - consumed);
      if (data.length > 0) return data;
    }
    return null;
  }
}

const BULK = 256 * 1024;

/**
 * The first line of an unsuccessful answer, for a person. Only its beginning is read, and not for
 * long.
 *
 * @returns nothing when there is nothing to show
 */
export async function firstWords(response: Response): Promise<string> {
  using _response = response;
  const coding = response.fields.get("content-encoding") ?? "identity";
  if (coding !== "identity") return "";
  const decoder = new TextDecoder();
  let text = "";
  const timer = setTimeout(() => response[Symbol.dispose](), WORDS_TIME);
  try {
    while (text.length < WORDS_LIMIT && !text.includes("\n")) {
      const bytes = await response.read();
      if (bytes === null) break;
      text += decoder.decode(bytes.subarray(0, WORDS_LIMIT), { stream: true });
    }
  } catch {
    // It broke off, or took too long: the text so far will do.
  } finally {
    clearTimeout(timer);
  }
  const words = text.slice(0, WORDS_LIMIT).split("\n")[0]!.trim().replace(/\.$/, "").slice(0, 200);
  return words.startsWith("<") ? "" : words.toWellFormed();
}

/** How many bytes of an error page are read. */
const WORDS_LIMIT = 4096;
/** How long it may take, milliseconds. */
const WORDS_TIME = 5000;
