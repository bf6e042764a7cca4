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
 * ever kept. A line without an end when the stream ends was never said, unless `last` says otherwise.
 *
 * One framer serves one connection: it remembers whether it is in the middle of a refused line.
 */
export function chatLines(options: ChatLinesOptions): Framer<ChatInput> {
  return new ChatLines(options);
}

/** How {@linkcode chatLines} cuts a stream. */
export interface ChatLinesOptions {
  /** Longest line in bytes, without its end. */
  readonly limit: number;
  /**
   * Text that arrives together is a line even without a line end, for clients that send none. The reader needs
   * a buffer that takes the longest at once.
   * @default {false}
   */
  readonly bare?: boolean;
  /**
   * Whether what stands without an end where the stream ends is a line, too.
   * @default {false}
   */
  readonly last?: boolean;
  /**
   * Bytes of one refused line that are skipped before the stream is given up.
   * @default {1048576}
   */
  readonly patience?: number;
}

/** A class, because a silent member then keeps one small object instead of four functions. */
class ChatLines implements Framer<ChatInput> {
  readonly #options: ChatLinesOptions;
  #skipped = 0;

  constructor(options: ChatLinesOptions) {
    this.#options = options;
  }

  get limit(): number {
    return this.#options.limit;
  }

  decode(bytes: Uint8Array, scanned: number): { frame: ChatInput; length: number } | undefined {
    const { bare = false, limit } = this.#options;
    const end = bytes.indexOf(LF, scanned);
    const size = end < 0 ? bytes.length - (bare ? unfinishedCharacter(bytes) : 0) : end;
    if (this.#skipped > 0 && size > 0 && end < 0) return this.#skip(size, false);
    if (this.#skipped > 0 && end >= 0) return this.#skip(end + 1, true);
    const length = bytes[size - 1] === CR ? size - 1 : size;
    if (length > limit) return this.#skip(end < 0 ? size : end + 1, end >= 0 || bare);
    if (end < 0 && !(bare && size > 0)) return undefined;
    return { frame: lineOf(bytes.subarray(0, length)), length: end < 0 ? size : end + 1 };
  }

  encode(frame: ChatInput): Uint8Array {
    return new TextEncoder().encode(frame.type === "line" ? `${frame.text}\n` : "");
  }

  final(bytes: Uint8Array): { frame: ChatInput } {
    if (!this.#options.last || this.#skipped > 0) return { frame: { type: "skipped" } };
    return { frame: lineOf(bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes) };
  }

  #skip(length: number, ended: boolean): { frame: ChatInput; length: number } {
    const frame: ChatInput = this.#skipped === 0 ? { type: "refused" } : { type: "skipped" };
    this.#skipped = ended ? 0 : this.#skipped + length;
    if (this.#skipped > (this.#options.patience ?? PATIENCE)) throw endless();
    return { frame, length };
  }
}

const DECODER = new TextDecoder();

function lineOf(bytes: Uint8Array): ChatInput {
  return { type: "line", text: DECODER.decode(bytes) };
}

/** How many bytes at the end are the beginning of a character whose rest is still on its way. */
function unfinishedCharacter(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const whole = byte < 0xc2 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 1;
    return whole > back ? back : 0;
  }
  return 0;
}

function endless(): FrameError {
  return new FrameError(
    "frame_too_long",
    `A line has an end, yours had none after ${PATIENCE} bytes: good bye`,
  );
}
