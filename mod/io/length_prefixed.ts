import { msg } from "../i18n/message.ts";
import { FrameError, type Framer } from "./framer.ts";

/** How {@linkcode lengthPrefixed} marks off messages. */
export interface LengthPrefixOptions {
  /** How many bytes the length takes up: 1 (messages of up to 255 bytes), 2 (up to 65 535) or 4. */
  bytes: 1 | 2 | 4;
  /**
   * The longest message in bytes, without its length; never more than the length can say.
   * @default {65536}
   */
  limit?: number;
}

/**
 * The length of the message first, as an unsigned integer with its most significant byte first (network byte
 * order, RFC 1700: what `htons`, `htonl` and Python's `struct.pack("!H", …)` write), then that many bytes of any kind.
 * The length does not count itself, and 0 is an empty message.
 *
 * A message may hold every byte, and its reader knows from the first bytes how much will come: no byte of it
 * is searched for an end. The price is that nobody can type it, and that a reader which has lost count never
 * finds its way back. A length is also a promise that costs nothing to make. So nothing is set aside for it:
 * the reader's buffer grows with what has really come, and a length beyond the limit is refused as soon as it
 * is read.
 *
 * Frames are views into the reader's buffer.
 *
 * @example A message in two bytes of length
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lengthPrefixed } from "@netlab/netlab";
 *
 * const framer = lengthPrefixed({ bytes: 2 });
 * assertEquals(framer.encode(Uint8Array.of(7, 8, 9)), Uint8Array.of(0, 3, 7, 8, 9));
 * ```
 */
export function lengthPrefixed({ bytes: size, limit = 65_536 }: LengthPrefixOptions): Framer<Uint8Array> {
  const most = Math.min(limit, 256 ** size - 1);
  return {
    limit: most,
    overhead: size,
    decode(bytes) {
      if (bytes.length < size) return undefined;
      let length = 0;
      for (let at = 0; at < size; at++) length = length * 256 + bytes[at]!;
      if (length > most) throw tooLong(length, most);
      if (bytes.length < size + length) return undefined;
      return { frame: bytes.subarray(size, size + length), length: size + length };
    },
    encode(message) {
      if (message.length > most) throw tooLong(message.length, most);
      const bytes = new Uint8Array(size + message.length);
      for (let at = size - 1, left = message.length; at >= 0; at--, left = Math.floor(left / 256)) {
        bytes[at] = left % 256;
      }
      bytes.set(message, size);
      return bytes;
    },
  };
}

function tooLong(length: number, most: number): FrameError {
  return new FrameError("frame_too_long", msg`Message too long: ${length} bytes, and the limit is ${most}`);
}
