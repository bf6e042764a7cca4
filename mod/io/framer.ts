import { type Message, verbatim } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";

/**
 * A frame that was found. In a box, so that a frame may have any value, even `null` or `undefined`.
 */
export interface Framed<Frame> {
  /** The message itself. */
  readonly frame: Frame;
}

/**
 * How messages are marked off in a byte stream.
 *
 * A framer is pure: it looks at bytes and says where the first frame ends. It neither reads nor remembers, so
 * it is tested with arrays, and one framer can serve any number of connections.
 */
export interface Framer<Frame> {
  /**
   * The longest frame, in bytes, without its mark. A reader gives up when `limit + overhead` bytes
   * are buffered and still not a frame; `decode` may refuse a frame that is too long before that.
   */
  readonly limit: number;

  /**
   * The most bytes that mark off a frame: its header and its end together.
   * @default {16}
   */
  readonly overhead?: number;

  /**
   * Finds the first frame.
   *
   * @param bytes the buffered bytes; a view that is only valid during the call.
   * @param scanned how many bytes at the start were in the view of the last call already and hold no complete
   *   frame, so that they need not be searched again.
   * @returns the frame and the number of bytes it takes up, mark included, at least 1; `undefined`
   *   when more bytes are needed. A frame that is itself made of bytes may be a view into `bytes`,
   *   valid until the next call to the reader.
   * @throws {FrameError} when no number of further bytes can make this right.
   */
  decode(bytes: Uint8Array, scanned: number): Framed<Frame> & { readonly length: number } | undefined;

  /** The bytes to send for a frame, mark included. */
  encode(frame: Frame): Uint8Array;

  /**
   * What to make of bytes left over at the end of the stream. Without this method, or with `undefined`
   * returned, the stream broke off inside a frame and the reader throws.
   */
  final?(bytes: Uint8Array): Framed<Frame> | undefined;
}

/** Why bytes are not a frame, as a code that a program can compare. */
export type FrameErrorCode = "frame_too_long" | "frame_truncated" | "frame_malformed";

/** Bytes that cannot become a frame. */
export class FrameError extends MessageError {
  /** What kind of error it is. */
  override readonly name = "FrameError";
  /** Why, for programs. */
  readonly code: FrameErrorCode;

  /**
   * Makes an error.
   *
   * @param sentence what is wrong with the bytes.
   */
  constructor(code: FrameErrorCode, sentence: Message | string) {
    super(typeof sentence === "string" ? verbatim(sentence) : sentence);
    this.code = code;
  }
}
