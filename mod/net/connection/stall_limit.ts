import { MessageError } from "../../i18n/message_error.ts";
import type { Connection } from "../connection.ts";
import { stalledMessage } from "../errors/net_error_message.ts";
import { IdleTimeout } from "./idle_timeout.ts";
import { WrappedConnection } from "./wrapped_connection.ts";

/** Nothing has moved on a connection within its time limit. */
export class StalledError extends MessageError {
  override readonly name = "StalledError";

  /** @param seconds the time limit. */
  constructor(readonly seconds: number, cause: unknown) {
    super(stalledMessage(seconds), { cause });
  }
}

/**
 * A connection to a peer that may not keep us waiting: when nothing has moved for a while in which
 * we wanted to read or to write, it is closed, and the pending operation fails with a
 * {@linkcode StalledError}. Unlike an idle time-out, this does not count the time that we take
 * ourselves (a slow disk, a pager that somebody reads in).
 */
export class StallLimitedConnection extends WrappedConnection {
  readonly #watch: IdleTimeout;
  readonly #limit: number;
  #waiting = 0;
  #stalled = false;

  /**
   * @param inner closed by this connection from now on.
   * @param limit milliseconds; 0 means never.
   */
  constructor(inner: Connection, limit: number) {
    super(inner);
    this.#limit = limit;
    this.#watch = new IdleTimeout(limit, () => {
      this.#stalled = true;
      this.close();
    });
  }

  override read(buffer: Uint8Array): Promise<number | null> {
    return this.#wait(this.inner.read(buffer));
  }

  override write(bytes: Uint8Array): Promise<void> {
    return this.#wait(this.inner.write(bytes));
  }

  override close(): void {
    this.#watch[Symbol.dispose]();
    this.inner.close();
  }

  override reset(): void {
    this.#watch[Symbol.dispose]();
    this.inner.reset();
  }

  async #wait<T>(work: Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) this.#watch.add(this.inner);
    try {
      return await work;
    } catch (error) {
      throw this.#stalled ? new StalledError(this.#limit / 1000, error) : error;
    } finally {
      if (--this.#waiting === 0) this.#watch.delete(this.inner);
    }
  }
}
