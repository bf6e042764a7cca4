import type { Connection } from "../connection.ts";
import { WrappedConnection } from "./wrapped_connection.ts";

/**
 * A connection with bytes put back in front that have already been read from it. The connection
 * itself has counted them.
 */
export function withUnread(connection: Connection, unread: Uint8Array): Connection {
  return unread.length === 0 ? connection : new UnreadConnection(connection, unread);
}

class UnreadConnection extends WrappedConnection {
  #unread: Uint8Array;

  constructor(inner: Connection, unread: Uint8Array) {
    super(inner);
    this.#unread = unread;
  }

  override read(buffer: Uint8Array): Promise<number | null> {
    if (this.#unread.length === 0) return super.read(buffer);
    const part = this.#unread.subarray(0, buffer.length);
    buffer.set(part);
    this.#unread = this.#unread.subarray(part.length);
    return Promise.resolve(part.length);
  }
}
