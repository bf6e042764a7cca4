import { msg } from "../i18n/message.ts";
import { FrameError, type Framer } from "./framer.ts";

/** How {@linkcode zeroTerminated} marks off messages. */
export interface ZeroTerminatedOptions {
  /**
   * The longest message in bytes, without the zero byte.
   * @default {65536}
   */
  limit?: number;
}

/**
 * A message ends with a zero byte, as a string does in C. It may hold every other byte, line ends too: the
 * framing for texts of several lines. Bytes after the last zero byte are no message: the stream broke off.
 *
 * Frames are views into the reader's buffer, without the zero byte.
 */
export function zeroTerminated({ limit = 65_536 }: ZeroTerminatedOptions = {}): Framer<Uint8Array> {
  return {
    limit,
    overhead: 1,
    decode(bytes, scanned) {
      const end = bytes.indexOf(0, scanned);
      if ((end === -1 ? bytes.length : end) > limit) throw tooLong(limit);
      return end === -1 ? undefined : { frame: bytes.subarray(0, end), length: end + 1 };
    },
    encode(bytes) {
      if (bytes.includes(0)) {
        throw new FrameError("frame_malformed", msg`A message that ends with a zero byte cannot hold one`);
      }
      if (bytes.length > limit) throw tooLong(limit);
      const marked = new Uint8Array(bytes.length + 1);
      marked.set(bytes);
      return marked;
    },
  };
}

function tooLong(limit: number): FrameError {
  return new FrameError(
    "frame_too_long",
    msg`Message too long: more than ${limit} bytes without a zero byte`,
  );
}
