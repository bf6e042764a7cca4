import type { Connection } from "../connection.ts";

/**
 * A connection with bytes put back in front that have already been read from it. The connection
 * itself has counted them.
 */
export function withUnread(connection: Connection, unread: Uint8Array): Connection {
  return unread.length === 0 ? connection : new UnreadConnection(connection, unread);
}

class UnreadConnection implements Connection {
  readonly #inner: Connection;
  #unread: Uint8Array;

  constructor(inner: Connection, unread: Uint8Array) {
    this.#inner = inner;
    this.#unread = unread;
  }

  get local() {
    return this.#inner.local;
  }

  get remote() {
    return this.#inner.remote;
  }

  get bytesRead() {
    return this.#inner.bytesRead;
  }

  get bytesWritten() {
    return this.#inner.bytesWritten;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    if (this.#unread.length === 0) return this.#inner.read(buffer);
    const part = this.#unread.subarray(0, buffer.length);
    buffer.set(part);
    this.#unread = this.#unread.subarray(part.length);
    return Promise.resolve(part.length);
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#inner.write(bytes);
  }

  closeWrite(): Promise<void> {
    return this.#inner.closeWrite();
  }

  close(): void {
    this.#inner.close();
  }

  reset(): void {
    this.#inner.reset();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
