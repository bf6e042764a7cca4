import type { SocketAddress } from "../address/socket_address.ts";
import { waitAtMost } from "../connection/wait_at_most.ts";
import type { Connection } from "../connection.ts";
import { CLOSE } from "./close_code.ts";
import { keepAlive, type KeepAliveTimes } from "./keep_alive.ts";
import { MessageLines } from "./message_lines.ts";
import { type MessagePart, MessageSender, type MessageStyle, NoTextError } from "./message_sender.ts";
import { type MessageKind, type PeerClose, WebSocketChannel } from "./websocket_channel.ts";
import { WebSocketError } from "./websocket_error.ts";

/** How long a peer may take to answer our Close frame when all is over, milliseconds. */
const FAREWELL = 1000;

/** How a {@linkcode WebSocketStream} turns bytes into messages and back, and watches its peer. */
export interface WebSocketStreamOptions extends MessageStyle {
  /** @default {undefined} no pings are sent */
  readonly keepAlive?: KeepAliveTimes | undefined;
}

/** Why we close: a code of RFC 6455 §7.4 or of an application, and a few words. */
export interface Ending {
  readonly code: number;
  readonly reason: string;
}

/**
 * A WebSocket, after the handshake, as a connection of bytes: payloads one after another in, one
 * message a write out. What a message is (text, binary) is said by the options; where they leave it
 * open, a peer that speaks in text messages (a browser page, as a rule) is answered in text as long
 * as a block is valid UTF-8, and other blocks go out as binary messages. If a block of text cuts a
 * character in two, the first half waits for the second.
 *
 * Read with `readPart` and written with parts, it keeps the borders and kinds of messages, also of
 * those that are too large for any memory: they go on piece by piece, in fragments.
 *
 * It has no half-close: `closeWrite` sends a Close frame, and the peer answers with its own. When a
 * peer breaks the rules, `read` throws a `WebSocketError`.
 */
export class WebSocketStream implements Connection {
  bytesRead = 0;
  bytesWritten = 0;
  /** What our Close frame will say. */
  ending: Ending = { code: CLOSE.normal, reason: "" };
  readonly #connection: Connection;
  readonly #channel: WebSocketChannel;
  readonly #options: WebSocketStreamOptions;
  readonly #writer: MessageSender;
  readonly #lines: MessageLines;
  #kind: MessageKind = "binary";
  #reading: Promise<unknown> = Promise.resolve();
  #stopPings = () => {};
  /** What is wrong with a peer that has been given up. */
  #lost: WebSocketError | undefined;

  /**
   * Goes on after the handshake.
   *
   * @param connection belongs to the stream from now on.
   */
  constructor(connection: Connection, role: "client" | "server", options: WebSocketStreamOptions = {}) {
    this.#connection = connection;
    this.#options = options;
    this.#channel = new WebSocketChannel(connection, { role });
    this.#writer = new MessageSender(this.#channel, options);
    this.#lines = new MessageLines(this.#channel);
  }

  get local(): SocketAddress {
    return this.#connection.local;
  }

  get remote(): SocketAddress {
    return this.#connection.remote;
  }

  /** The peer's Close frame; undefined until it comes, and for good when the connection just ends. */
  get peerClose(): PeerClose | undefined {
    return this.#channel.peerClose;
  }

  /** Whether we have sent our Close frame. */
  get saidClose(): boolean {
    return this.#channel.saidClose;
  }

  /** Begins to ask the peer whether it is still there, if the options say so. */
  watch(): void {
    const { keepAlive: times } = this.#options;
    if (times !== undefined) {
      this.#stopPings = keepAlive(this.#channel, times, () => void this.#giveUp(times));
    }
  }

  /** @throws {WebSocketError} once, when the peer broke the rules, or vanished in the middle of a message */
  async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#options.lines) {
      const count = await this.#tracked(this.#lines.read(buffer));
      this.#kind = this.#lines.kind ?? this.#kind;
      return this.#counted(count);
    }
    for (let part = await this.readPart(buffer); part !== null; part = await this.readPart(buffer)) {
      if (part.length > 0) return part.length;
    }
    return null;
  }

  /**
   * Reads a piece of a message, which is empty only where a message ends.
   *
   * @throws as `read` does
   */
  async readPart(buffer: Uint8Array): Promise<(MessagePart & { readonly length: number }) | null> {
    const part = await this.#tracked(this.#channel.read(buffer));
    if (part !== null) this.#kind = part.kind;
    this.#counted(part?.length ?? null);
    return part;
  }

  /**
   * Sends a block as the options say, or as the part of a message that it is.
   *
   * @throws {Deno.errors.BrokenPipe} when the peer has closed
   * @throws {NoTextError} when it should be text and is not; the Close frame will say 1011
   */
  async write(bytes: Uint8Array, part?: MessagePart): Promise<void> {
    try {
      await this.#writer.write(bytes, this.#kind, part);
    } catch (error) {
      if (error instanceof NoTextError) this.#ends(CLOSE.internalError, error.message);
      throw this.#lost ?? error;
    }
    this.bytesWritten += bytes.length;
  }

  /**
   * Sends what has been held back: the beginning of a character as it is, the end of a line. More may follow.
   *
   * @throws {NoTextError} when it should be text and is not; the Close frame will say 1011
   */
  async flush(): Promise<void> {
    try {
      if (!this.#channel.saidClose) await this.#writer.end();
    } catch (error) {
      if (!(error instanceof NoTextError)) return; // the peer has gone
      this.#ends(CLOSE.internalError, error.message);
      throw error;
    }
  }

  /** Sends what has been held back, and our Close frame. @throws as `flush` does, after that */
  async closeWrite(): Promise<void> {
    if (this.#channel.saidClose) return;
    try {
      await this.flush();
    } finally {
      await this.#channel.close(this.ending.code, this.ending.reason);
    }
  }

  /** Says Close, gives the peer a moment to answer it or to hear why it is over, then closes. */
  async farewell(): Promise<void> {
    this.#stopPings();
    if (!this.#channel.ended) await this.closeWrite().catch(() => {/* told when it was written */});
    if (this.#channel.failed) await this.#connection.closeWrite().catch(() => {/* it has gone */});
    await waitAtMost(FAREWELL, this.#channel.failed ? this.#channel.discard() : this.#rest());
    this.close();
  }

  close(): void {
    this.#stopPings();
    this.#connection.close();
  }

  reset(): void {
    this.#stopPings();
    this.#connection.reset();
  }

  /** Closes. */
  [Symbol.dispose](): void {
    this.close();
  }

  #ends(code: number, reason: string): void {
    this.ending = { code, reason };
  }

  /** Reads what still comes, up to the peer's Close frame. */
  async #rest(): Promise<void> {
    await this.#reading;
    const scrap = new Uint8Array(16 * 1024);
    while (await this.#channel.read(scrap) !== null) continue;
  }

  async #giveUp({ timeout }: KeepAliveTimes): Promise<void> {
    this.#lost = new WebSocketError(
      CLOSE.internalError,
      `the peer has not answered a ping within ${timeout / 1000} s`,
    );
    await this.#channel.close(CLOSE.internalError, "no answer to a ping");
    this.close();
  }

  async #tracked<Read>(reading: Promise<Read | null>): Promise<Read | null> {
    this.#reading = reading.catch(() => {/* told to who reads */});
    try {
      const read = await reading;
      if (this.#lost !== undefined) throw this.#lost;
      if (read === null && this.#isCutOff()) {
        throw new WebSocketError(CLOSE.protocolError, "the connection ended in the middle of a message");
      }
      return read;
    } catch (error) {
      throw this.#lost ?? error;
    }
  }

  #isCutOff(): boolean {
    const { peerClose, saidClose, withinMessage } = this.#channel;
    return peerClose === undefined && !saidClose && withinMessage;
  }

  #counted(count: number | null): number | null {
    this.bytesRead += count ?? 0;
    return count;
  }
}
