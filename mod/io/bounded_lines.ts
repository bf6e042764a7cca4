import type { Framer } from "./framer.ts";
import { lines } from "./lines.ts";

/** A line, or as much of a line as has arrived when it is already too long. */
export interface LinePiece {
  /** A view into the reader's buffer. */
  readonly bytes: Uint8Array;
  /** Whether the line ends with this piece. */
  readonly last: boolean;
}

/**
 * Lines whose excess is handed out in pieces instead of ending the stream.
 *
 * `lines` throws at a line beyond the limit, which ends the conversation: right where a long line
 * is an attack or a mistake in the framing. Where it is only a question that is too large, the rest
 * of it must be read and dropped so that the next question is still understood. A piece without an
 * end is handed out as soon as the limit is passed, so no more than that is ever buffered.
 *
 * @param options.limit the longest line that comes in one piece, in bytes without its end.
 */
export function boundedLines({ limit }: { limit: number }): Framer<LinePiece> {
  const whole = lines({ limit: Number.MAX_SAFE_INTEGER });
  return {
    limit,
    decode(bytes, scanned) {
      const line = whole.decode(bytes, scanned);
      if (line) return { frame: { bytes: line.frame, last: true }, length: line.length };
      // One more than the limit may be the carriage return of a line that fits.
      return bytes.length > limit + 1 ? { frame: { bytes, last: false }, length: bytes.length } : undefined;
    },
    encode: ({ bytes, last }) => last ? whole.encode(bytes) : bytes,
    final: (bytes) => ({ frame: { bytes: whole.final!(bytes)!.frame, last: true } }),
  };
}
