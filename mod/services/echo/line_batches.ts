import type { Framer } from "../../io/framer.ts";
import { lines } from "../../io/lines.ts";

/** The arguments of {@linkcode lineBatches}. */
export interface LineBatchOptions {
  /** The longest line in bytes, without its end. @default {65536} */
  readonly limit?: number | undefined;
  /** Whether each line is a frame of its own. */
  readonly alone?: boolean;
}

/**
 * Lines with their ends, as many at once as are here, for a service that does the same to each of them: what one read
 * brought is one frame, up to the last line end in it. Looking for each line end costs more than anything else that
 * is done to a short line.
 *
 * What is too long is so by the same rule, and in the same words, as with {@linkcode lines}. Text after the last line
 * end is the last frame; it has no end.
 *
 * Frames are views into the reader's buffer.
 */
export function lineBatches({ limit = 65_536, alone = false }: LineBatchOptions = {}): Framer<Uint8Array> {
  const single = lines({ limit });
  return {
    ...single,
    decode(bytes, scanned) {
      const end = alone ? 0 : lastLineEnd(bytes, scanned, limit + 1);
      if (end === bytes.length) return { frame: bytes, length: end };
      if (end > 0) return { frame: bytes.subarray(0, end), length: end };
      const found = single.decode(bytes, scanned);
      return found && { frame: bytes.subarray(0, found.length), length: found.length };
    },
    encode: (batch) => batch,
  };
}

/** How many of the first `most` bytes are whole lines. @param scanned so many at the start have no line end */
function lastLineEnd(bytes: Uint8Array, scanned: number, most: number): number {
  if (bytes.length <= most && bytes[bytes.length - 1] === LINE_FEED) return bytes.length;
  const at = bytes.subarray(scanned, most).lastIndexOf(LINE_FEED);
  return at === -1 ? 0 : scanned + at + 1;
}

const LINE_FEED = 0x0a;
