import type { SocketAddress } from "../../net/address/socket_address.ts";
import type { Connection } from "../../net/connection.ts";
import { CLOSE } from "../../net/websocket/close_code.ts";
import { WebSocketChannel } from "../../net/websocket/websocket_channel.ts";

/** The most bytes of one message: a longer line without an end is given up. */
const LONGEST_MESSAGE = 1 << 20;
const LF = 10;

/**
 * A WebSocket as a {@linkcode Connection}: each incoming text message is read as a line, and each
 * write goes out as one text message, so a handler for line clients also serves browsers unchanged.
 *
 * As on any connection, nothing is read until somebody asks for it, and `write` waits for the
 * browser. The end differs: a WebSocket has no half-close, so `closeWrite` sends a Close frame, and
 * the browser answers with its own.
 */
export class WebSocketConnection implements Connection {
  bytesRead = 0;
  bytesWritten = 0;
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  readonly #conn: Connection;
  readonly #channel: WebSocketChannel;
  readonly #stopping: AbortSignal;
  /** The last byte of the message under way. */
  #last = 0;
  #owesLineEnd = false;

  /**
   * @param conn after the handshake; this object owns it from now on
   * @param stopping aborts when the server is going away
   */
  constructor(conn: Connection, stopping: AbortSignal) {
    this.#conn = conn;
    this.#stopping = stopping;
    this.#channel = new WebSocketChannel(conn, { role: "server", textOnly: true, longest: LONGEST_MESSAGE });
    this.local = conn.local;
    this.remote = conn.remote;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#channel.failed) {
      await this.#channel.discard();
      return null;
    }
    let length = 0;
    while (length === 0) {
      if (this.#owesLineEnd) length = this.#endLine(buffer, 0);
      else {
        const piece = await this.#channel.read(buffer);
        if (piece === null) return null;
        length = piece.length;
        if (length > 0) this.#last = buffer[length - 1]!;
        if (piece.ended) length = this.#endMessage(buffer, length);
      }
    }
    this.bytesRead += length;
    return length;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#channel.send("text", bytes);
    this.bytesWritten += bytes.length;
  }

  async closeWrite(): Promise<void> {
    await this.#channel.close(this.#stopping.aborted ? CLOSE.goingAway : CLOSE.normal);
    if (this.#channel.ended) await this.#conn.closeWrite();
  }

  close(): void {
    this.#conn.close();
  }

  reset(): void {
    this.#conn.reset();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** A message without a line end is still a line. */
  #endMessage(buffer: Uint8Array, length: number): number {
    const ended = this.#last === LF;
    this.#last = 0;
    return ended ? length : this.#endLine(buffer, length);
  }

  #endLine(buffer: Uint8Array, length: number): number {
    this.#owesLineEnd = length === buffer.length;
    if (!this.#owesLineEnd) buffer[length++] = LF;
    return length;
  }
}
