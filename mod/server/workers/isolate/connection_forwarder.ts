import { watchForReset } from "../../../net/connection/watch_for_reset.ts";
import type { Connection } from "../../../net/connection.ts";
import { CreditReceiver, CreditSender, MAX_CHUNK } from "./credit_flow.ts";
import type { ErrorMessage, MessageFromHost, MessageToHost } from "./message.ts";
import { RemoteError, toErrorMessage } from "./remote_error.ts";

/**
 * # The near end of a connection that is served in another isolate
 *
 * It owns the socket and two pumps. One reads what the client sends and posts it, as far as there
 * is credit; the other writes what the handler on the other side has posted, and grants new credit
 * only when the socket has taken the bytes. So a client that does not read fills its socket, stops
 * the second pump, uses up the credit and holds up the handler's `write`: back-pressure arrives
 * where it belongs.
 *
 * The order of the end matters. `done` from the other side means that the handler has returned;
 * bytes that it wrote before may still be waiting here and are written first. Only then is the
 * socket closed, and the forwarder is only finished when `done` has arrived, because then the
 * isolate may get its next client.
 */
export class ConnectionForwarder {
  readonly #connection: Connection;
  readonly #id: number;
  readonly #post: (message: MessageToHost) => void;
  readonly #receiver: CreditReceiver;
  readonly #sender: CreditSender;
  readonly #closed = Promise.withResolvers<void>();
  readonly #done = Promise.withResolvers<void>();
  #saidAll = false;
  #failure: Error | undefined;

  /**
   * @param id distinguishes this client from those that the isolate had before.
   * @param post sends a message to the isolate that serves.
   */
  constructor(connection: Connection, id: number, post: (message: MessageToHost) => void) {
    this.#connection = connection;
    this.#id = id;
    this.#post = post;
    this.#receiver = new CreditReceiver((count) => post({ type: "credit", id, count }));
    this.#sender = new CreditSender((bytes) => post({ type: "data", id, bytes }));
  }

  /**
   * Carries bytes both ways until the handler on the other side is done, then closes the
   * connection.
   *
   * @throws what the handler threw, or why its isolate ended.
   */
  async run(): Promise<void> {
    const { local, remote } = this.#connection;
    this.#post({ type: "open", id: this.#id, local, remote });
    const reading = this.#pumpIn();
    await this.#pumpOut();
    this.#connection.close();
    await Promise.all([reading, this.#done.promise]);
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Handles a message about this client from the isolate that serves. */
  receive(message: MessageFromHost): void {
    if (!("id" in message) || message.id !== this.#id) return;
    if (message.type === "data") this.#receiver.push(message.bytes);
    else if (message.type === "credit") this.#sender.grant(message.count);
    else if (message.type === "end") this.#endOut(true);
    else if (message.type === "reset") this.#reset();
    else if (message.type === "close") this.#close();
    else if (message.type === "done") this.#finish(message.error);
  }

  /**
   * The isolate that served is gone: its last bytes still go out, then the connection is closed.
   */
  abandon(reason: Error): void {
    this.#failure ??= reason;
    this.#close();
    this.#done.resolve();
  }

  #finish(error: ErrorMessage | undefined): void {
    if (error !== undefined) this.#failure ??= new RemoteError(error);
    this.#close();
    this.#done.resolve();
  }

  #close(): void {
    this.#endOut(false);
    this.#closed.resolve();
  }

  #reset(): void {
    this.#connection.reset();
    this.#close();
  }

  #endOut(halfClose: boolean): void {
    this.#saidAll ||= halfClose;
    this.#receiver.end();
  }

  async #pumpIn(): Promise<void> {
    let buffer = new Uint8Array(SMALL);
    try {
      while (true) {
        const credit = await this.#credit();
        const length = await this.#connection.read(buffer.subarray(0, Math.min(credit, buffer.length)));
        if (length === null) return await this.#endIn();
        await this.#sender.send(buffer.subarray(0, length));
        if (length === buffer.length && length < MAX_CHUNK) buffer = new Uint8Array(length * 4);
      }
    } catch (error) {
      this.#break(error);
    }
  }

  /** While nothing is read, only a check can find out that the client has reset the connection. */
  async #credit(): Promise<number> {
    if (!this.#sender.full) return await this.#sender.available();
    using _watch = watchForReset(this.#connection, (error) => this.#break(error));
    return await this.#sender.available();
  }

  async #endIn(): Promise<void> {
    this.#post({ type: "end", id: this.#id });
    using _watch = watchForReset(this.#connection, (error) => this.#break(error));
    await this.#closed.promise;
  }

  async #pumpOut(): Promise<void> {
    try {
      for (let piece = await this.#receiver.next(); piece !== null; piece = await this.#receiver.next()) {
        await this.#connection.write(piece);
        this.#receiver.consumed(piece.length);
      }
      if (this.#saidAll) await this.#connection.closeWrite();
    } catch (error) {
      this.#break(error);
    }
    await this.#closed.promise;
    // A handler that has closed grants no more credit; without this, the reading pump could wait
    // for it for ever.
    this.#sender.break(CLOSED);
  }

  #break(error: unknown): void {
    if (error !== CLOSED) this.#post({ type: "broken", id: this.#id, error: toErrorMessage(error) });
  }
}

/** Enough for a quiet client; a busy one soon gets more. */
const SMALL = 4096;
const CLOSED = new Error("the handler has closed the connection");
