import type { Framer } from "../../io/framer.ts";

/**
 * Lines with their ends, for a service that sends back what it got, byte for byte: `\r\n` stays `\r\n`, and a
 * last line without an end gets none. A line longer than the limit comes in pieces: a service that
 * changes nothing has no need to see the whole.
 *
 * Frames are views into the reader's buffer.
 *
 * @param alone whether each line is a frame of its own; else as many lines as are here are one
 */
export function wholeLines(limit = 65_536, alone = true): Framer<Uint8Array> {
  return {
    limit,
    decode(bytes, scanned) {
      const end = alone
        ? bytes.indexOf(LINE_FEED, scanned)
        : bytes[bytes.length - 1] === LINE_FEED
        ? bytes.length - 1
        : bytes.lastIndexOf(LINE_FEED);
      if (end === -1 && bytes.length < limit) return undefined;
      const length = end === -1 ? bytes.length : end + 1;
      return { frame: bytes.subarray(0, length), length };
    },
    encode: (line) => line,
    final: (bytes) => ({ frame: bytes }),
  };
}

/** The bytes without the line feed at their end, or the carriage return and the line feed. */
export function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  if (bytes[end - 1] === LINE_FEED) end--;
  if (end < bytes.length && bytes[end - 1] === CARRIAGE_RETURN) end--;
  return bytes.subarray(0, end);
}

/**
 * The same lines with line feeds alone at their ends.
 *
 * @param bytes are overwritten
 * @returns those of them that are left
 */
export function withoutReturns(bytes: Uint8Array): Uint8Array {
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== CARRIAGE_RETURN || bytes[at + 1] !== LINE_FEED) bytes[length++] = bytes[at]!;
  }
  return bytes.subarray(0, length);
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
