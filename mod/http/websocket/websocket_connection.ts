import type { SocketAddress } from "../../net/address/socket_address.ts";
import type { Connection } from "../../net/connection.ts";
import { CLOSE } from "../../net/websocket/close_code.ts";
import { WebSocketChannel } from "../../net/websocket/websocket_channel.ts";

/** Bytes of one message: a line without an end is given up after as many. */
const LONGEST_MESSAGE = 1 << 20;
const LF = 10;

/**
 * A WebSocket as a {@linkcode Connection}: each text message that comes in is read as a line, and what is written goes out
 * as one text message, so that a handler for line clients serves browsers as they are.
 *
 * As on any connection, nothing is read that nobody asked for, and `write` waits for the browser. The end differs: a
 * WebSocket has no half-close, so `closeWrite` says Close, and the browser answers with its own.
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
   * @param conn after the handshake; taken over from now on
   * @param stopping the server is going away
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

  /** A message that does not end in a line end is a line all the same. */
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
