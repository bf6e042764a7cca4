import type { SocketAddress } from "../../../net/address/socket_address.ts";
import type { Connection } from "../../../net/connection.ts";
import { CreditReceiver, CreditSender } from "./credit_flow.ts";
import type { MessageFromHost, MessageToHost } from "./message.ts";
import { closedHere, RemoteError } from "./remote_error.ts";

/**
 * # A connection whose socket is in another isolate
 *
 * A socket belongs to the isolate that accepted it; neither a worker nor a child process can be
 * given it. Instead they get the same interface over messages. Bytes from the peer come as `data`
 * through a {@linkcode CreditReceiver}, bytes that the handler writes go as `data` through a
 * {@linkcode CreditSender}, and other events (end of stream, half-close, close, reset, a broken
 * connection) are separate messages, in their place among the bytes.
 *
 * `write` resolves when the bytes are on their way with credit. As with a socket's send buffer,
 * that does not mean that the peer has them; like a full send buffer, a lack of credit makes the
 * writer wait.
 *
 * When it is the wrong choice: for bulk data. Every byte is copied two more times than on the event
 * loop.
 */
export class ProxiedConnection implements Connection {
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  bytesRead = 0;
  bytesWritten = 0;
  readonly #id: number;
  readonly #post: (message: MessageFromHost) => void;
  readonly #receiver: CreditReceiver;
  readonly #sender: CreditSender;
  #open = true;
  #saidAll = false;

  /**
   * @param opened the message by which the other isolate handed the client over.
   * @param post sends a message to the other isolate.
   */
  constructor(
    opened: Extract<MessageToHost, { type: "open" }>,
    post: (message: MessageFromHost) => void,
  ) {
    const { id, local, remote } = opened;
    this.#id = id;
    this.local = local;
    this.remote = remote;
    this.#post = post;
    this.#receiver = new CreditReceiver((count) => post({ type: "credit", id, count }));
    this.#sender = new CreditSender((bytes) => post({ type: "data", id, bytes }));
  }

  /** Handles a message about this connection from the other isolate. */
  receive(message: MessageToHost): void {
    if (!("id" in message) || message.id !== this.#id) return;
    if (message.type === "data") this.#receiver.push(message.bytes);
    else if (message.type === "credit") this.#sender.grant(message.count);
    else if (message.type === "end") this.#receiver.end();
    else if (message.type === "broken") this.break(new RemoteError(message.error));
  }

  /** The connection is broken: operations under way and later ones fail with this error. */
  break(error: Error): void {
    this.#receiver.break(error);
    this.#sender.break(error);
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    if (!this.#open) throw closedHere();
    const piece = await this.#receiver.next();
    if (piece === null) return null;
    const length = Math.min(piece.length, buffer.length);
    buffer.set(piece.subarray(0, length));
    if (length < piece.length) this.#receiver.unshift(piece.subarray(length));
    this.#receiver.consumed(length);
    this.bytesRead += length;
    return length;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#open || this.#saidAll) throw closedHere();
    await this.#sender.send(bytes);
    this.bytesWritten += bytes.length;
  }

  resetByPeer(): Promise<boolean> {
    return Promise.resolve(this.#sender.broken);
  }

  closeWrite(): Promise<void> {
    if (this.#open && !this.#saidAll) {
      this.#saidAll = true;
      this.#post({ type: "end", id: this.#id });
    }
    return Promise.resolve();
  }

  close(): void {
    this.#finish("close");
  }

  reset(): void {
    this.#finish("reset");
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #finish(type: "close" | "reset"): void {
    if (!this.#open) return;
    this.#open = false;
    this.#receiver.discard();
    this.break(closedHere());
    this.#post({ type, id: this.#id });
  }
}
