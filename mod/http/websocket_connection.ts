import type { Address } from "../net/address.ts";
import type { Connection } from "../net/connection.ts";

/** Bytes of messages that may wait to be read; a browser that sends more without a pause is cut off. */
const UNREAD_MOST = 256 * 1024;
/** Bytes that may wait to be sent before `write` waits. */
const UNSENT_MOST = 256 * 1024;
/** Milliseconds between two looks at what is still unsent. */
const LOOK_AGAIN = 20;

/**
 * A WebSocket as a {@linkcode Connection}: each text message that comes in is read as a line, and what is written goes out
 * as text, so that a handler for line clients serves browsers as they are.
 *
 * A WebSocket has no half-close and no back-pressure on reading, so `closeWrite` ends it, and a sender that is faster than
 * its reader for long is cut off.
 */
export class WebSocketConnection implements Connection {
  bytesRead = 0;
  bytesWritten = 0;
  readonly #socket: WebSocket;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #unread: Uint8Array[] = [];
  #unreadBytes = 0;
  #ended = false;
  #news = Promise.withResolvers<void>();

  /** @param socket taken over from now on; may still be connecting */
  constructor(socket: WebSocket, readonly local: Address, readonly remote: Address) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#arrived(data);
    socket.onclose = socket.onerror = () => this.#end();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#unread.length === 0) {
      if (this.#ended) return null;
      await this.#news.promise;
    }
    const first = this.#unread[0]!;
    const part = first.subarray(0, buffer.length);
    buffer.set(part);
    if (part.length < first.length) this.#unread[0] = first.subarray(part.length);
    else this.#unread.shift();
    this.#unreadBytes -= part.length;
    this.bytesRead += part.length;
    return part.length;
  }

  async write(bytes: Uint8Array): Promise<void> {
    while (!this.#ended && this.#socket.bufferedAmount > UNSENT_MOST) await pause(LOOK_AGAIN);
    if (this.#ended) throw new Deno.errors.BrokenPipe("the browser has left");
    this.#socket.send(this.#decoder.decode(bytes));
    this.bytesWritten += bytes.length;
  }

  closeWrite(): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  close(): void {
    if (this.#socket.readyState < WebSocket.CLOSING) this.#socket.close(1000);
  }

  reset(): void {
    this.close();
    this.#end();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #arrived(data: unknown): void {
    if (typeof data !== "string") return this.#socket.close(1003, "text only");
    const bytes = this.#encoder.encode(data.endsWith("\n") ? data : `${data}\n`);
    this.#unread.push(bytes);
    this.#unreadBytes += bytes.length;
    if (this.#unreadBytes > UNREAD_MOST) this.#socket.close(1008, "too much at once");
    this.#tell();
  }

  #end(): void {
    this.#ended = true;
    this.#tell();
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
