import { FrameError, type Framer } from "../../io/framer.ts";

/** One thing a participant sent: a line, or the news that it is sending too much for one line. */
export type ChatInput = { type: "line"; text: string } | { type: "refused" } | { type: "skipped" };

const LF = 0x0a;
const CR = 0x0d;
/**
 * Bytes of one refused line that are skipped before the sender is shown out: a line that never ends is not a
 * line.
 */
const PATIENCE = 1 << 20;

/**
 * Lines as a chat takes them: whole, or not at all.
 *
 * A line over the limit is refused, never cut: half a sentence under somebody's name is worse than none. Its
 * sender is told at the moment the limit is passed (`refused`, once), the rest up to the line end is read and
 * forgotten (`skipped`), and the next line counts again. So at most `limit` bytes of a flood are
 * ever kept. A line without an end when the stream ends was never said.
 *
 * One framer serves one connection: it remembers whether it is in the middle of a refused line.
 *
 * @param options `limit`: longest line in bytes, without its end; `bare`: text that arrives
 * together is a line even without a line end, for clients that send none
 */
export function chatLines(options: { limit: number; bare?: boolean }): Framer<ChatInput> {
  return new ChatLines(options.limit, options.bare ?? false);
}

/** A class, because a silent member then keeps one small object instead of four functions. */
class ChatLines implements Framer<ChatInput> {
  #skipped = 0;

  constructor(readonly limit: number, readonly bare: boolean) {}

  decode(bytes: Uint8Array, scanned: number): { frame: ChatInput; length: number } | undefined {
    const end = bytes.indexOf(LF, scanned);
    const size = end < 0 ? bytes.length : end;
    if (this.#skipped > 0 && size > 0 && end < 0) return this.#skip(size, false);
    if (this.#skipped > 0 && end >= 0) return this.#skip(end + 1, true);
    const length = bytes[size - 1] === CR ? size - 1 : size;
    if (length > this.limit) return this.#skip(end < 0 ? size : end + 1, end >= 0);
    if (end < 0 && !(this.bare && size > 0)) return undefined;
    const text = DECODER.decode(bytes.subarray(0, length));
    return { frame: { type: "line", text }, length: end < 0 ? size : end + 1 };
  }

  encode(frame: ChatInput): Uint8Array {
    return new TextEncoder().encode(frame.type === "line" ? `${frame.text}\n` : "");
  }

  final(): { frame: ChatInput } {
    return { frame: { type: "skipped" } };
  }

  #skip(length: number, ended: boolean): { frame: ChatInput; length: number } {
    const frame: ChatInput = this.#skipped === 0 ? { type: "refused" } : { type: "skipped" };
    this.#skipped = ended ? 0 : this.#skipped + length;
    if (this.#skipped > PATIENCE) throw endless();
    return { frame, length };
  }
}

const DECODER = new TextDecoder();

function endless(): FrameError {
  return new FrameError(
    "frame_too_long",
    `A line has an end, yours had none after ${PATIENCE} bytes: good bye`,
  );
}
