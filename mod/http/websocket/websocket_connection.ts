import type { SocketAddress } from "../../net/address/socket_address.ts";
import type { Connection } from "../../net/connection.ts";
import { CLOSE } from "../../net/websocket/close_code.ts";
import { MessageLines } from "../../net/websocket/message_lines.ts";
import { WebSocketChannel } from "../../net/websocket/websocket_channel.ts";

/** The most bytes of one message: a longer line without an end is given up. */
const LONGEST_MESSAGE = 1 << 20;

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
  readonly #lines: MessageLines;

  /**
   * @param conn after the handshake; this object owns it from now on
   * @param stopping aborts when the server is going away
   * @param remote the browser's end, where a proxy that is trusted has told it
   */
  constructor(conn: Connection, stopping: AbortSignal, remote: SocketAddress = conn.remote) {
    this.#conn = conn;
    this.#stopping = stopping;
    this.#channel = new WebSocketChannel(conn, { role: "server", textOnly: true, longest: LONGEST_MESSAGE });
    this.#lines = new MessageLines(this.#channel);
    this.local = conn.local;
    this.remote = remote;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#channel.failed) {
      await this.#channel.discard();
      return null;
    }
    const length = await this.#lines.read(buffer);
    this.bytesRead += length ?? 0;
    return length;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#channel.send("text", bytes);
    this.bytesWritten += bytes.length;
  }

  unacknowledged(): number | undefined {
    return this.#conn.unacknowledged?.();
  }

  conceal(isSecret: boolean): void {
    this.#conn.conceal?.(isSecret);
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
}
