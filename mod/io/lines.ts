import { msg } from "../i18n/message.ts";
import { FrameError, type Framer } from "./framer.ts";

/** How {@linkcode lines} and {@linkcode textLines} mark off lines. */
export interface LineOptions {
  /**
   * The longest line in bytes, without its end.
   * @default {65536}
   */
  limit?: number;
}

/**
 * One line, one frame: bytes up to a line feed. A carriage return before it belongs to the end of
 * the line (so `nc -C`, telnet and Windows are understood) and is not part of the frame. Text after
 * the last line feed counts as a line, too: people half-close without typing Enter.
 *
 * Frames are views into the reader's buffer; nothing is copied or decoded.
 */
export function lines({ limit = 65_536 }: LineOptions = {}): Framer<Uint8Array> {
  return {
    limit,
    overhead: LINE_END,
    decode(bytes, scanned) {
      const end = bytes.indexOf(LINE_FEED, scanned);
      const length = end === -1 ? bytes.length : end;
      if (length > limit + 1 || (end !== -1 && withoutReturn(bytes, end) > limit)) throw tooLong(limit);
      return end === -1
        ? undefined
        : { frame: bytes.subarray(0, withoutReturn(bytes, end)), length: end + 1 };
    },
    encode(line) {
      const bytes = new Uint8Array(line.length + 1);
      bytes.set(line);
      bytes[line.length] = LINE_FEED;
      return bytes;
    },
    final(bytes) {
      const length = withoutReturn(bytes, bytes.length);
      if (length > limit) throw tooLong(limit);
      return { frame: bytes.subarray(0, length) };
    },
  };
}

/** The same as {@linkcode lines} with frames of text. Bytes that are not UTF-8 become U+FFFD. */
export function textLines(options: LineOptions = {}): Framer<string> {
  const bytewise = lines(options);
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  return {
    limit: bytewise.limit,
    overhead: LINE_END,
    decode(bytes, scanned) {
      const found = bytewise.decode(bytes, scanned);
      return found && { frame: decoder.decode(found.frame), length: found.length };
    },
    encode: (line) => encoder.encode(`${line}\n`),
    final: (bytes) => ({ frame: decoder.decode(bytewise.final!(bytes)!.frame) }),
  };
}

/** A carriage return and a line feed. */
const LINE_END = 2;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

function withoutReturn(bytes: Uint8Array, end: number): number {
  return end > 0 && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
}

function tooLong(limit: number): FrameError {
  return new FrameError("frame_too_long", msg`Line too long: more than ${limit} bytes without a line end`);
}
