import { waitAtMost } from "../connection/wait_at_most.ts";
import { CLOSE, closePayload, isCloseCode } from "./close_code.ts";
import { decodeHeader, encodeFrame, type FrameHeader, OPCODE, unmask } from "./frame.ts";
import { WebSocketError } from "./websocket_error.ts";

/**
 * # A WebSocket, after the handshake
 *
 * Messages over a byte stream, in both directions (RFC 6455). The runtime has its own WebSocket; it
 * reads all that comes, whether anybody wants it or not, and queues all that is sent, so one slow
 * browser costs as much memory as others care to write. This one is driven like a connection:
 * nothing is read before it is asked for, and `send` waits as long as the peer makes it wait. So
 * TCP's own window holds back the side that is too fast, in either direction.
 *
 * Nothing is kept but one small buffer. A message is handed over in pieces as it arrives, so the
 * reader decides what to keep of it; only its length is bounded here, and its text is checked, each
 * byte once and as soon as it arrives.
 *
 * A peer that breaks the rules ends the channel: the Close frame says why, and `read` throws it.
 * `read` answers pings, one after another: a peer that pings and does not read the answers is no
 * longer read from. Nothing is sent after a Close frame.
 *
 * When it is the wrong choice: for compression (permessage-deflate) and other extensions, which it
 * never agrees to.
 */
export class WebSocketChannel {
  readonly #transport: ByteTransport;
  readonly #options: WebSocketOptions;
  readonly #masked: boolean;
  #buffer: Uint8Array = NOTHING;
  #start = 0;
  #end = 0;
  /** The data frame under way, and how much of its payload has been taken. */
  #frame: FrameHeader | undefined;
  #offset = 0;
  /** The message under way. */
  #kind: MessageKind | undefined;
  #length = 0;
  #text: TextDecoder | undefined;
  /** Whether a message of ours goes on in the next frame. */
  #sending = false;
  #peerClose: PeerClose | undefined;
  #ended = false;
  #failed = false;
  #saidClose = false;
  /** Since when the peer's next bytes have been waited for. */
  #waitingSince = NaN;
  /** The ping that has not been answered. */
  #ping: Ping | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  /** @param transport belongs to the caller, who closes it */
  constructor(transport: ByteTransport, options: WebSocketOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#masked = options.role === "server";
  }

  /** Whether the peer has said everything. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether the peer broke the rules, and was told so. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Whether we have said everything. */
  get saidClose(): boolean {
    return this.#saidClose;
  }

  /** The peer's Close frame; undefined until it comes, and for good when its stream just ends. */
  get peerClose(): PeerClose | undefined {
    return this.#peerClose;
  }

  /** Whether a message has begun to arrive whose end has not come: what there is of it is not whole. */
  get withinMessage(): boolean {
    return this.#kind !== undefined || this.#frame !== undefined || this.#end > this.#start;
  }

  /**
   * For how long the answer to a ping has been waited for, milliseconds; 0 when there is none. Times when nobody
   * reads do not count, nor those when a frame is under way, which an answer cannot overtake.
   */
  get unanswered(): number {
    return this.#ping === undefined ? 0 : this.#ping.waited + this.#waited(this.#ping);
  }

  /**
   * Reads a piece of a message, waiting for it.
   *
   * @param buffer where it goes; it belongs to the caller again when the promise settles
   * @returns the piece, empty only where a message ends; null when the peer has closed, or its stream has
   *   ended
   * @throws {WebSocketError} once, when the peer broke the rules; the peer has then been told
   * @throws what the transport throws
   */
  async read(buffer: Uint8Array): Promise<MessagePiece | null> {
    try {
      while (!this.#ended) {
        if (this.#frame !== undefined) return await this.#piece(this.#frame, buffer);
        const header = decodeHeader(this.#held(), this.#masked);
        if (header === undefined) await this.#fill();
        else if (header.opcode >= OPCODE.close) await this.#control(header);
        else this.#begin(header);
      }
      return null;
    } catch (error) {
      if (error instanceof WebSocketError) await this.#fail(error);
      throw error;
    }
  }

  /**
   * Sends a message, or a piece of one, waiting as long as the peer makes us wait.
   *
   * @param kind what the message is; its first piece decides
   * @param ended false: the message goes on with what is sent next
   * @throws {Deno.errors.BrokenPipe} after {@linkcode close}, or when the peer has closed
   * @throws what the transport throws
   */
  send(kind: MessageKind, payload: Uint8Array, ended = true): Promise<unknown> {
    if (this.#saidClose) return Promise.reject(new Deno.errors.BrokenPipe("the WebSocket is closed"));
    const opcode = this.#sending ? OPCODE.more : OPCODE[kind];
    this.#sending = !ended;
    return this.#write(opcode, payload, ended);
  }

  /**
   * Sends a ping, unless one is still unanswered or we have closed; {@linkcode unanswered} tells how long
   * its answer takes.
   *
   * @throws what the transport throws
   */
  async ping(): Promise<void> {
    if (this.#ping !== undefined || this.#saidClose) return;
    const payload = crypto.getRandomValues(new Uint8Array(8));
    const ping: Ping = this.#ping = { payload, sent: Infinity, waited: 0 };
    await this.#write(OPCODE.ping, ping.payload);
    ping.sent = performance.now();
  }

  /**
   * Sends a Close frame, after everything that was sent before. `read` goes on until the peer has
   * answered. Resolves when the frame has left, or after two seconds, and never rejects: a peer
   * that is gone is not an error here.
   *
   * @param code see {@linkcode CLOSE}
   * @param reason at most 123 bytes of UTF-8; what is more is left out
   */
  async close(code: number = CLOSE.normal, reason = ""): Promise<void> {
    if (this.#saidClose) return;
    const said = this.#write(OPCODE.close, closePayload(code, reason));
    this.#saidClose = true;
    await waitAtMost(LAST_WORD, said);
  }

  /**
   * Reads whatever still comes until the stream ends or its owner closes it, so that our last word
   * is not lost to a reset.
   */
  async discard(): Promise<void> {
    this.#ended = true;
    const scrap = new Uint8Array(16 * 1024);
    try {
      while (await this.#transport.read(scrap) !== null);
    } catch {
      // Reset, or closed by its owner: there is nothing more to read.
    }
  }

  async #fail(error: WebSocketError): Promise<void> {
    this.#ended = this.#failed = true;
    await this.close(error.closeCode, error.message);
  }

  async #piece(frame: FrameHeader, buffer: Uint8Array): Promise<MessagePiece | null> {
    const wanted = Math.min(frame.length - this.#offset, buffer.length);
    const count = wanted === 0 ? 0 : await this.#payload(buffer.subarray(0, wanted));
    if (count === null) return null;
    const bytes = buffer.subarray(0, count);
    if (frame.mask !== undefined) unmask(bytes, frame.mask, this.#offset);
    this.#offset += count;
    const frameEnds = this.#offset === frame.length;
    const ended = frameEnds && frame.final;
    const kind = this.#kind!;
    if (kind === "text") this.#checkText(bytes, ended);
    if (frameEnds) this.#frame = undefined;
    if (ended) this.#kind = undefined;
    return { kind, length: count, ended };
  }

  /**
   * Small payloads come through our buffer, with the bytes that follow them; large ones go straight
   * to where they are wanted.
   */
  async #payload(buffer: Uint8Array): Promise<number | null> {
    if (this.#start === this.#end) {
      if (buffer.length >= HELD) return await this.#received(this.#transport.read(buffer));
      if (!await this.#fill()) return null;
    }
    const held = this.#buffer.subarray(this.#start, Math.min(this.#end, this.#start + buffer.length));
    buffer.set(held);
    this.#start += held.length;
    return held.length;
  }

  #checkText(bytes: Uint8Array, ended: boolean): void {
    this.#text ??= new TextDecoder("utf-8", { fatal: true });
    try {
      this.#text.decode(bytes, { stream: !ended });
    } catch {
      throw new WebSocketError(CLOSE.invalidText, "a text is not UTF-8");
    }
  }

  #begin(frame: FrameHeader): void {
    const goesOn = frame.opcode === OPCODE.more;
    if (goesOn && this.#kind === undefined) throw broken("a message goes on that has not begun");
    if (!goesOn && this.#kind !== undefined) throw broken("a message begins within another one");
    if (!goesOn) {
      this.#kind = frame.opcode === OPCODE.text ? "text" : "binary";
      this.#length = 0;
    }
    if (this.#kind === "binary" && this.#options.textOnly) {
      throw new WebSocketError(CLOSE.unsupported, "only text is understood here");
    }
    // Empty fragments, too, come to an end
    this.#length += goesOn ? Math.max(1, frame.length) : frame.length;
    const { longest = Infinity } = this.#options;
    if (this.#length > longest) {
      throw new WebSocketError(CLOSE.tooBig, `a message has more than ${longest} bytes`);
    }
    this.#start += frame.size;
    this.#offset = 0;
    // An empty fragment has nothing to hand over, unless the message ends with it
    if (frame.length > 0 || frame.final) this.#frame = frame;
  }

  async #control({ opcode, length, mask, size }: FrameHeader): Promise<void> {
    this.#start += size;
    while (this.#end - this.#start < length) if (!await this.#fill()) return;
    const payload = this.#held().slice(0, length);
    this.#start += length;
    if (mask !== undefined) unmask(payload, mask, 0);
    if (opcode === OPCODE.close) await this.#closed(payload);
    if (opcode === OPCODE.ping && !this.#saidClose) await this.#write(OPCODE.pong, payload);
    if (opcode === OPCODE.pong && isSame(payload, this.#ping?.payload)) this.#ping = undefined;
  }

  /** The peer has said everything, so we close too, with the code that it gave. */
  async #closed(payload: Uint8Array): Promise<void> {
    const code = payload.length === 0 ? CLOSE.normal : payload[0]! << 8 | (payload[1] ?? 0);
    if (payload.length === 1 || !isCloseCode(code)) throw broken("a Close frame has no valid code");
    this.#text = undefined;
    this.#checkText(payload.subarray(2), true);
    const reason = new TextDecoder().decode(payload.subarray(2));
    const answer = this.#saidClose;
    this.#peerClose = { code: payload.length === 0 ? undefined : code, reason, answer };
    this.#ended = true;
    await this.close(code);
  }

  /**
   * Frames come from two places, pongs from reading and messages from sending: one goes after
   * another.
   */
  #write(opcode: number, payload: Uint8Array, final = true): Promise<unknown> {
    const frame = encodeFrame(opcode, payload, this.#options.role === "client", final);
    const sent = this.#writing.then(() => this.#transport.write(frame));
    this.#writing = sent.catch(() => {/* told to its sender */});
    return sent;
  }

  #held(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** Reads again. @returns false at the end of the stream */
  async #fill(): Promise<boolean> {
    if (this.#buffer === NOTHING) this.#buffer = new Uint8Array(HELD);
    // A header or a control frame takes less than half of it
    if (this.#start > 0) this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    const count = await this.#received(this.#transport.read(this.#buffer.subarray(this.#end)));
    this.#end += count ?? 0;
    return count !== null;
  }

  async #received(reading: Promise<number | null>): Promise<number | null> {
    this.#waitingSince = performance.now();
    try {
      const count = await reading;
      if (count === null) this.#ended = true;
      return count;
    } finally {
      if (this.#ping !== undefined) this.#ping.waited += this.#waited(this.#ping);
      this.#waitingSince = NaN;
    }
  }

  /** For how long the read under way has been waiting for the answer to a ping. */
  #waited(ping: Ping): number {
    if (this.#frame !== undefined || Number.isNaN(this.#waitingSince)) return 0;
    return Math.max(0, performance.now() - Math.max(this.#waitingSince, ping.sent));
  }
}

/** What a channel runs over: a connection, or anything read and written like one. */
export interface ByteTransport {
  /** At least one byte, or null at the end of the stream. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** All of it, or rejects. */
  write(bytes: Uint8Array): Promise<unknown>;
}

/** Which side of a WebSocket this is, and what it takes. */
export interface WebSocketOptions {
  readonly role: "client" | "server";
  /** Bytes of a message, in all its fragments; an empty one counts as a byte. @default {Infinity} */
  readonly longest?: number;
  /** Refuse binary messages (1003). */
  readonly textOnly?: boolean;
}

/** What a peer's Close frame says. */
export interface PeerClose {
  /** Undefined when it gives none. */
  readonly code: number | undefined;
  readonly reason: string;
  /** We had closed before. */
  readonly answer: boolean;
}

/** What a message consists of. */
export type MessageKind = "text" | "binary";

/** A piece of a message. */
export interface MessagePiece {
  readonly kind: MessageKind;
  /** Bytes at the start of the buffer. */
  readonly length: number;
  /** The message ends with it. */
  readonly ended: boolean;
}

interface Ping {
  readonly payload: Uint8Array;
  /** When it had left, as `performance.now()` has it. */
  sent: number;
  /** For how long its answer has been waited for, up to the read under way. */
  waited: number;
}

const NOTHING = new Uint8Array(0);
/** Bytes that are read ahead. */
const HELD = 4096;
/** How long our Close frame may wait for a peer that does not read, milliseconds. */
const LAST_WORD = 2000;

function isSame(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return one.length === other?.length && one.every((byte, at) => byte === other[at]);
}

function broken(message: string): WebSocketError {
  return new WebSocketError(CLOSE.protocolError, message);
}
