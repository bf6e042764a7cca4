import { type Message, verbatim } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";

/**
 * How messages are marked off in a byte stream.
 *
 * A framer is pure: it looks at bytes and says where the first frame ends. It neither reads nor remembers, so it is tested
 * with arrays, and one framer can serve any number of connections.
 */
export interface Framer<Frame> {
  /** The longest frame, in bytes, without its mark. Whoever buffers for this framer never needs much more. */
  readonly limit: number;

  /**
   * Finds the first frame.
   *
   * @param bytes what has been buffered; a view that is only good during the call.
   * @param scanned how many bytes at the start were in the view of the last call already and hold no complete frame, so
   *   that they need not be searched again.
   * @returns the frame and the number of bytes it takes up, mark included; `undefined` when more bytes are needed. A frame
   *   that is itself made of bytes may be a view into `bytes`, good until the next call to the reader.
   * @throws {FrameError} when no number of further bytes can make this right.
   */
  decode(bytes: Uint8Array, scanned: number): { frame: Frame; length: number } | undefined;

  /** The bytes to send for a frame, mark included. */
  encode(frame: Frame): Uint8Array;

  /**
   * What to make of bytes left over at the end of the stream. Without this method, or with `undefined` returned, the
   * stream broke off inside a frame and the reader throws.
   */
  final?(bytes: Uint8Array): Frame | undefined;
}

/** Why bytes are not a frame, as a word that a program can compare. */
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
