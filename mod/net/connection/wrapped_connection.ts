import type { SocketAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";

/**
 * A connection around another one, which does everything. A class that changes something about a
 * connection extends this one and overrides what it changes.
 *
 * What only some connections can do (`writeSome`, `resetByPeer`) is not passed on: a class that
 * overrides `write` would be bypassed by it.
 */
export abstract class WrappedConnection implements Connection {
  /** The connection that does everything. */
  protected readonly inner: Connection;

  /** @param inner used and closed by this connection alone from now on. */
  constructor(inner: Connection) {
    this.inner = inner;
  }

  /** Our end. */
  get local(): SocketAddress {
    return this.inner.local;
  }

  /** The peer's end. */
  get remote(): SocketAddress {
    return this.inner.remote;
  }

  /** Bytes read from the inner connection so far. */
  get bytesRead(): number {
    return this.inner.bytesRead;
  }

  /** Bytes handed to the transport so far. */
  get bytesWritten(): number {
    return this.inner.bytesWritten;
  }

  /** As {@linkcode Connection.read}. */
  read(buffer: Uint8Array): Promise<number | null> {
    return this.inner.read(buffer);
  }

  /** As {@linkcode Connection.write}. */
  write(bytes: Uint8Array): Promise<void> {
    return this.inner.write(bytes);
  }

  /** As {@linkcode Connection.unacknowledged}. */
  unacknowledged(): number | undefined {
    return this.inner.unacknowledged?.();
  }

  /** As {@linkcode Connection.conceal}. */
  conceal(isSecret: boolean): void {
    this.inner.conceal?.(isSecret);
  }

  /** As {@linkcode Connection.closeWrite}. */
  closeWrite(): Promise<void> {
    return this.inner.closeWrite();
  }

  /** As {@linkcode Connection.close}. */
  close(): void {
    this.inner.close();
  }

  /** As {@linkcode Connection.reset}. */
  reset(): void {
    this.inner.reset();
  }

  /** Closes it. */
  [Symbol.dispose](): void {
    this.close();
  }
}
