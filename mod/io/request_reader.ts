import type { Connection } from "../net/connection.ts";
import { chunks } from "./chunks.ts";
import { FrameReader } from "./frame_reader.ts";
import { boundedLines, type LinePiece } from "./bounded_lines.ts";

/** Stands for a question that was longer than allowed; it has been read and dropped. */
export const TOO_LONG = Symbol("too long");

/** How questions are told apart and how long they may be. */
export interface RequestReaderOptions {
  /** A question is a line, or the result of one read. */
  readonly framing: "line" | "chunk";
  /** The longest question in bytes, without a line end. */
  readonly limit: number;
}

/**
 * The questions of a client that may ask too much: a question that is too long counts as
 * `TOO_LONG`, and the ones after it are still understood. `next` and `take` work as in
 * {@linkcode FrameReader}.
 */
export class RequestReader {
  readonly #reader: FrameReader<LinePiece>;
  readonly #limit: number;
  /** Inside a line whose beginning was reported as too long. */
  #skipping = false;

  constructor(connection: Connection, { framing, limit }: RequestReaderOptions) {
    this.#limit = limit;
    this.#reader = framing === "line"
      ? new FrameReader(connection, boundedLines({ limit }))
      : new FrameReader(connection, chunkPieces(limit), limit + 1); // a read must be able to hold a whole question
  }

  /**
   * The next question, waiting for it; `null` at the end of the stream.
   *
   * @returns bytes that are valid until the next call.
   */
  async next(): Promise<Uint8Array | typeof TOO_LONG | null> {
    while (true) {
      const piece = await this.#reader.next();
      if (piece === null) return null;
      const question = this.#fold(piece.frame);
      if (question !== undefined) return question;
    }
  }

  /** The next question if all of it is here, else `undefined`; never waits. */
  take(): Uint8Array | typeof TOO_LONG | undefined {
    let piece = this.#reader.take();
    let question = piece && this.#fold(piece.frame);
    while (piece !== undefined && question === undefined) {
      piece = this.#reader.take();
      question = piece && this.#fold(piece.frame);
    }
    return question;
  }

  #fold({ bytes, last }: LinePiece): Uint8Array | typeof TOO_LONG | undefined {
    const skipped = this.#skipping;
    this.#skipping = !last;
    if (skipped) return undefined;
    return !last || bytes.length > this.#limit ? TOO_LONG : bytes;
  }
}

/** Each read is a question; one byte beyond the limit is enough to see that it is too long. */
function chunkPieces(limit: number) {
  const bytewise = chunks({ limit: limit + 1 });
  return {
    limit: limit + 1,
    decode(bytes: Uint8Array, scanned: number) {
      const found = bytewise.decode(bytes, scanned);
      return found && { frame: { bytes: found.frame, last: true }, length: bytes.length };
    },
    encode: ({ bytes }: LinePiece) => bytes,
  };
}
