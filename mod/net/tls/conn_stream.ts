import { Duplex } from "node:stream";
import type { Connection } from "../connection.ts";
import type { FlowControl } from "../connection/node_streams.ts";

/** Bytes asked of the system at once. */
const BLOCK = 64 * 1024;

/**
 * A connection as a Node stream, for Node's TLS to run over. It is only read when somebody wants
 * more, and not while it is paused. The stream owns the connection.
 *
 * This is where a reader makes the peer wait, and not in the TLS above: that one goes on reading when it is
 * paused, into memory, and never tells an end that comes meanwhile.
 */
export class ConnStream extends Duplex {
  readonly #connection: Connection;
  #held = false;
  #wanted = false;
  #cut = false;
  #over = false;

  constructor(connection: Connection) {
    super({ allowHalfOpen: true });
    this.#connection = connection;
  }

  /**
   * Whether the connection ended before TLS did (RFC 8446 §6.1): anybody on the way can end it, so there may be
   * more that did not come.
   */
  get cut(): boolean {
    return this.#cut;
  }

  /** TLS has heard its own end: what happens below it from now on means nothing. */
  over(): void {
    this.#over = true;
  }

  /** Makes the peer wait: nothing more is read, but what is being read already. */
  readonly flow: FlowControl = {
    pause: () => this.#held = true,
    resume: () => {
      this.#held = false;
      if (this.#wanted) this._read();
    },
  };

  override _read(): void {
    this.#wanted = this.#held;
    if (this.#held) return;
    const buffer = new Uint8Array(BLOCK);
    this.#connection.read(buffer).then(
      (count) => {
        if (count === null) this.#cut = !this.#over;
        this.push(count === null ? null : buffer.subarray(0, count));
      },
      (error) => this.destroy(error),
    );
  }

  override _write(bytes: Uint8Array, _: string, done: (error?: Error | null) => void): void {
    this.#connection.write(bytes).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    // A peer that has gone need not be told.
    this.#connection.closeWrite().then(() => done(), () => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#connection.close();
    done(error);
  }
}
