import { type MessageKind, WebSocketChannel } from "../../net/websocket/websocket_channel.ts";
import { WebSocketError } from "../../net/websocket/websocket_error.ts";
import { waitAtMost } from "../../net/connection/wait_at_most.ts";
import { type RelayEndpoint, RelayError } from "../relay_endpoint.ts";
import { layer } from "../endpoints/with_options.ts";

/**
 * A connection after the WebSocket handshake, as a stream of bytes: payloads one after another in, one binary message a
 * block out. A peer that speaks in text messages (a browser page, as a rule) is answered in text as long as a block is
 * valid UTF-8; of a character that a block cuts in two, the first half waits for the second.
 */
export function websocketEndpoint(conn: RelayEndpoint, role: "client" | "server"): RelayEndpoint {
  return new WebsocketStream(conn, role).endpoint();
}

/** How long a peer may take to answer our Close frame when all is over, milliseconds. */
const FAREWELL = 100;
/** How long one that broke the rules may take to read why, milliseconds. */
const EXPLANATION = 1000;

class WebsocketStream {
  readonly #conn: RelayEndpoint;
  readonly #channel: WebSocketChannel;
  #textual = false;
  /** The first bytes of a character whose last ones have not come. */
  #begun: Uint8Array = NOTHING;

  constructor(conn: RelayEndpoint, role: "client" | "server") {
    this.#conn = conn;
    this.#channel = new WebSocketChannel(conn, { role });
  }

  endpoint(): RelayEndpoint {
    return layer(this.#conn, {
      read: (buffer) => this.#read(buffer),
      write: (bytes) => this.#write(bytes),
      shutdown: () => this.#sayClose(),
      close: () => this.#close(),
    });
  }

  async #read(buffer: Uint8Array): Promise<number | null> {
    try {
      for (
        let piece = await this.#channel.read(buffer);
        piece !== null;
        piece = await this.#channel.read(buffer)
      ) {
        this.#textual = piece.kind === "text";
        if (piece.length > 0) return piece.length;
      }
      return null;
    } catch (error) {
      throw error instanceof WebSocketError ? new RelayError(`WebSocket: ${error.message}`) : error;
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    // A peer that has closed wants nothing more, and may be sent nothing more.
    if (this.#channel.saidClose) return;
    const block = this.#begun.length === 0 ? bytes : joined(this.#begun, bytes);
    const whole = this.#textual ? wholeCharacters(block) : block.length;
    const text = this.#textual && isUtf8(block.subarray(0, whole));
    const message = text ? block.subarray(0, whole) : block;
    this.#begun = block.slice(message.length);
    if (message.length > 0) await this.#send(text ? "text" : "binary", message);
  }

  async #send(kind: MessageKind, bytes: Uint8Array): Promise<void> {
    await this.#channel.send(kind, bytes);
  }

  /** What began like a character and was not one is sent as it is. */
  async #sayClose(): Promise<void> {
    if (this.#channel.saidClose) return;
    if (this.#begun.length > 0) await this.#send("binary", this.#begun).catch(() => {/* it has gone */});
    this.#begun = NOTHING;
    await this.#channel.close();
  }

  async #close(): Promise<void> {
    if (this.#channel.failed) {
      await this.#conn.shutdown();
      await waitAtMost(EXPLANATION, this.#channel.discard());
    } else if (!this.#channel.ended) await waitAtMost(FAREWELL, this.#sayClose());
    await this.#conn.close();
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
