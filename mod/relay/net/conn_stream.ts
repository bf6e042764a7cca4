import { Duplex } from "node:stream";
import type { StreamConn } from "../endpoints/stream_endpoint.ts";

/** Bytes asked of the system at once. */
const BLOCK = 64 * 1024;

/**
 * A connection of the runtime as a stream of Node's, which its TLS goes over. It is read when somebody wants more and not
 * before: a reader that pauses makes the peer wait, and not this program's memory grow. The stream owns the connection.
 */
export class ConnStream extends Duplex {
  readonly #conn: StreamConn;

  constructor(conn: StreamConn) {
    super({ allowHalfOpen: true });
    this.#conn = conn;
  }

  override _read(): void {
    const buffer = new Uint8Array(BLOCK);
    this.#conn.read(buffer).then(
      (count) => this.push(count === null ? null : buffer.subarray(0, count)),
      (error) => this.destroy(error),
    );
  }

  override _write(bytes: Uint8Array, _: string, done: (error?: Error | null) => void): void {
    this.#send(bytes).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    // A peer that has gone needs not be told.
    this.#conn.closeWrite().then(() => done(), () => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#conn.close();
    done(error);
  }

  async #send(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) sent += await this.#conn.write(bytes.subarray(sent));
  }
}
