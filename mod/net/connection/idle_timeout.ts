import type { Connection } from "../connection.ts";

/**
 * Finds connections on which nothing moves.
 *
 * A timer per read would cost more than many a read. Instead the byte counters that every connection has anyway are looked
 * at now and then: whoever's have not changed for the whole time is idle. A peer that takes a large write slowly, a few
 * bytes a second, is not.
 *
 * Only the time in which this process runs is counted. Who was stopped (SIGSTOP, a suspended machine) finds everybody silent
 * when it is woken, before it has read a byte of what they have sent meanwhile.
 */
export class IdleTimeout implements Disposable {
  readonly #watched = new Map<Connection, { bytes: number; since: number }>();
  readonly #timer: ReturnType<typeof setInterval> | undefined;
  /** Milliseconds in which we ran, as of the last look. */
  #running = 0;
  #last = performance.now();
  #pause = 0;

  /**
   * @param timeout milliseconds; 0 means that nobody is ever idle.
   * @param onIdle told each idle connection once; it is no longer watched then.
   */
  constructor(timeout: number, onIdle: (connection: Connection) => void) {
    if (timeout <= 0) return;
    this.#pause = Math.max(Math.min(timeout / 4, 1000), 10);
    this.#timer = setInterval(() => this.#look(timeout, onIdle), this.#pause);
  }

  /** Begins to watch. */
  add(connection: Connection): void {
    if (this.#timer !== undefined) {
      this.#watched.set(connection, { bytes: moved(connection), since: this.#now() });
    }
  }

  /** Watches no longer. */
  delete(connection: Connection): void {
    this.#watched.delete(connection);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#watched.clear();
  }

  /** Milliseconds in which we ran: of the time since the last look, as much as can have been between two looks. */
  #now(): number {
    return this.#running + Math.min(performance.now() - this.#last, 2 * this.#pause);
  }

  #look(timeout: number, onIdle: (connection: Connection) => void): void {
    this.#running = this.#now();
    this.#last = performance.now();
    for (const [connection, last] of this.#watched) {
      const bytes = moved(connection);
      if (bytes !== last.bytes) Object.assign(last, { bytes, since: this.#running });
      else if (this.#running - last.since >= timeout) {
        this.#watched.delete(connection);
        onIdle(connection);
      }
    }
  }
}

function moved(connection: Connection): number {
  return connection.bytesRead + connection.bytesWritten;
}
