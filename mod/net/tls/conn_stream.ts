import { Duplex } from "node:stream";
import type { Connection } from "../connection.ts";

/** Bytes asked of the system at once. */
const BLOCK = 64 * 1024;

/**
 * A connection as a Node stream, for Node's TLS to run over. It is only read when somebody wants
 * more: a reader that pauses makes the peer wait instead of making this program's memory grow. The
 * stream owns the connection.
 */
export class ConnStream extends Duplex {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    super({ allowHalfOpen: true });
    this.#connection = connection;
  }

  override _read(): void {
    const buffer = new Uint8Array(BLOCK);
    this.#connection.read(buffer).then(
      (count) => this.push(count === null ? null : buffer.subarray(0, count)),
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
