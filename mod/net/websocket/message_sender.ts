import { isUtf8, Utf8Check, wholeCharacters } from "./utf8_text.ts";
import type { MessageKind, WebSocketChannel } from "./websocket_channel.ts";

/** How bytes become messages. */
export interface MessageStyle {
  /** What every message is; undefined: what the peer's last one was, binary at first and where it is no text. */
  readonly kind?: MessageKind | undefined;
  /** Each line is a message, without its line end; otherwise each block is one. */
  readonly lines?: boolean;
}

/** What a block of bytes is of a message. */
export interface MessagePart {
  readonly kind: MessageKind;
  /** The message ends with it. */
  readonly ended: boolean;
}

/** Something was to go out as text, and is not UTF-8. */
export class NoTextError extends Error {
  override readonly name = "NoTextError";
  readonly code = "no_text";

  constructor() {
    super("the data is not UTF-8, so it cannot be sent as text");
  }
}

/**
 * Sends bytes as messages. Nothing is kept of them but the first bytes of a character that a block has cut in
 * two, and what is sent as text is valid UTF-8: where the style leaves the kind open, other bytes go out as a
 * binary message, and where it says text, they are refused.
 */
export class MessageSender {
  readonly #channel: WebSocketChannel;
  readonly #style: MessageStyle;
  /** The first bytes of a character whose last bytes have not come. */
  #begun: Uint8Array = NOTHING;
  readonly #check = new Utf8Check();
  /** Whether a line has begun that has not ended. */
  #inLine = false;
  /** A CR at the end of a block, which may be the first half of a line end. */
  #heldReturn = false;

  constructor(channel: WebSocketChannel, style: MessageStyle) {
    this.#channel = channel;
    this.#style = style;
  }

  /**
   * Sends a block.
   *
   * @param follow what the peer's last message was
   * @param part what the block is of a message that comes from elsewhere; this keeps its kind and its borders
   * @throws {NoTextError}
   * @throws what the channel throws
   */
  async write(bytes: Uint8Array, follow: MessageKind, part?: MessagePart): Promise<void> {
    const { kind, lines } = this.#style;
    if (lines) await this.#lines(bytes, kind ?? "text");
    else if (part !== undefined) await this.#part(bytes, kind ?? part.kind, part.ended);
    else if (bytes.length === 0) await this.#channel.send(kind ?? follow, bytes);
    else await this.#block(bytes, kind ?? follow);
  }

  /** Sends what has been held back. @throws what `write` throws */
  async end(): Promise<void> {
    const begun = this.#begun;
    this.#begun = NOTHING;
    if (begun.length > 0) await this.#send(this.#style.kind ?? "binary", begun, true);
    if (this.#inLine) await this.#lines(NEWLINE, this.#style.kind ?? "text");
  }

  /** A block of a stream: a message, but for the first bytes of a last character. */
  async #block(bytes: Uint8Array, kind: MessageKind): Promise<void> {
    const block = this.#begun.length === 0 ? bytes : joined(this.#begun, bytes);
    if (kind === "binary") {
      this.#begun = NOTHING;
      return void await this.#channel.send("binary", block);
    }
    const whole = wholeCharacters(block);
    const text = isUtf8(block.subarray(0, whole));
    if (!text && this.#style.kind === "text") throw new NoTextError();
    const message = text ? block.subarray(0, whole) : block;
    this.#begun = block.slice(message.length);
    if (message.length > 0) await this.#channel.send(text ? "text" : "binary", message);
  }

  /** A piece of a message: a character may go on in the next piece. */
  async #part(bytes: Uint8Array, kind: MessageKind, ended: boolean): Promise<void> {
    // An empty piece has a meaning only where it ends a message.
    if (bytes.length > 0 || ended) await this.#send(kind, bytes, ended);
  }

  async #lines(bytes: Uint8Array, kind: MessageKind): Promise<void> {
    let from = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, from)) {
      await this.#line(bytes.subarray(from, end), kind, true);
      from = end + 1;
    }
    if (from < bytes.length) await this.#line(bytes.subarray(from), kind, false);
  }

  /** A piece of a line; a CR in front of its LF belongs to the line end. */
  async #line(bytes: Uint8Array, kind: MessageKind, ended: boolean): Promise<void> {
    let line = bytes;
    if (this.#heldReturn && line.length > 0) line = joined(Uint8Array.of(CR), line);
    this.#heldReturn = line.at(-1) === CR || this.#heldReturn && line.length === 0;
    if (line.at(-1) === CR) line = line.subarray(0, -1);
    if (ended) this.#heldReturn = false;
    this.#inLine = !ended;
    if (line.length > 0 || ended) await this.#send(kind, line, ended);
  }

  #send(kind: MessageKind, bytes: Uint8Array, ended: boolean): Promise<unknown> {
    if (kind === "text" && !this.#check.goesOn(bytes, ended)) throw new NoTextError();
    return this.#channel.send(kind, bytes, ended);
  }
}

const NOTHING = new Uint8Array(0);
const LF = 10;
const CR = 13;
const NEWLINE = Uint8Array.of(LF);

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
