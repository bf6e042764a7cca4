import type { SocketAddress } from "../address/socket_address.ts";
import { waitAtMost } from "../connection/wait_at_most.ts";
import type { Connection } from "../connection.ts";
import { WebSocketChannel } from "./websocket_channel.ts";

/** How long a peer may take to answer our Close frame when all is over, milliseconds. */
const FAREWELL = 100;
/** How long a peer that broke the rules may take to read why, milliseconds. */
const EXPLANATION = 1000;

/**
 * A WebSocket, after the handshake, as a connection of bytes: payloads one after another in, one
 * binary message a write out. A peer that speaks in text messages (a browser page, as a rule) is
 * answered in text as long as a block is valid UTF-8; if a block cuts a character in two, the first
 * half waits for the second.
 *
 * It has no half-close: `closeWrite` sends a Close frame, and the peer answers with its own. When a
 * peer breaks the rules, `read` throws a `WebSocketError`.
 */
export class WebSocketStream implements Connection {
  bytesRead = 0;
  bytesWritten = 0;
  readonly #connection: Connection;
  readonly #channel: WebSocketChannel;
  #textual = false;
  /** The first bytes of a character whose last bytes have not arrived. */
  #begun: Uint8Array = NOTHING;

  /**
   * Goes on after the handshake.
   *
   * @param connection belongs to the stream from now on.
   */
  constructor(connection: Connection, role: "client" | "server") {
    this.#connection = connection;
    this.#channel = new WebSocketChannel(connection, { role });
  }

  get local(): SocketAddress {
    return this.#connection.local;
  }

  get remote(): SocketAddress {
    return this.#connection.remote;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    for (
      let piece = await this.#channel.read(buffer);
      piece !== null;
      piece = await this.#channel.read(buffer)
    ) {
      this.#textual = piece.kind === "text";
      this.bytesRead += piece.length;
      if (piece.length > 0) return piece.length;
    }
    return null;
  }

  async write(bytes: Uint8Array): Promise<void> {
    // A peer that has closed wants nothing more, and nothing more may be sent to it.
    if (this.#channel.saidClose) return;
    const block = this.#begun.length === 0 ? bytes : joined(this.#begun, bytes);
    const whole = this.#textual ? wholeCharacters(block) : block.length;
    const text = this.#textual && isUtf8(block.subarray(0, whole));
    const message = text ? block.subarray(0, whole) : block;
    this.#begun = block.slice(message.length);
    if (message.length > 0) await this.#channel.send(text ? "text" : "binary", message);
    this.bytesWritten += bytes.length;
  }

  /** Bytes that began like a character and were not one are sent as they are. */
  async closeWrite(): Promise<void> {
    if (this.#channel.saidClose) return;
    const begun = this.#begun;
    this.#begun = NOTHING;
    if (begun.length > 0) await this.#channel.send("binary", begun).catch(() => {/* it has gone */});
    await this.#channel.close();
  }

  /** Gives the peer a moment to hear why it is over, then closes. */
  async farewell(): Promise<void> {
    if (this.#channel.failed) {
      await this.#connection.closeWrite();
      await waitAtMost(EXPLANATION, this.#channel.discard());
    } else if (!this.#channel.ended) await waitAtMost(FAREWELL, this.closeWrite());
    this.#connection.close();
  }

  close(): void {
    this.#connection.close();
  }

  reset(): void {
    this.#connection.reset();
  }

  /** Closes. */
  [Symbol.dispose](): void {
    this.close();
  }
}

const NOTHING = new Uint8Array(0);

/** How much of a block is there before a last character that is cut off; all of it, where there is none. */
function wholeCharacters(block: Uint8Array): number {
  for (let at = block.length - 1; at >= Math.max(0, block.length - 3); at--) {
    const byte = block[at]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return at + size > block.length ? at : block.length;
  }
  return block.length;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
