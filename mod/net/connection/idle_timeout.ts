import type { Connection } from "../connection.ts";

/**
 * Finds connections on which nothing moves.
 *
 * A timer per read would often cost more than the read. Instead the byte counters that every
 * connection has anyway are checked now and then: a connection whose counters have not changed for
 * the whole time is idle. A peer that takes a large write slowly, a few bytes a second, is not.
 *
 * Only time in which this process runs is counted. To a process that was stopped (SIGSTOP, a
 * suspended machine) everybody seems silent when it wakes up, because it has not yet read what they
 * sent meanwhile.
 */
export class IdleTimeout implements Disposable {
  readonly #watched = new Map<Connection, { bytes: number; since: number }>();
  readonly #timer: ReturnType<typeof setInterval> | undefined;
  /** Milliseconds in which we ran, as of the last check. */
  #running = 0;
  #last = performance.now();
  #pause = 0;

  /**
   * @param timeout milliseconds; 0 means that nobody is ever idle.
   * @param onIdle called once with each idle connection, which is no longer watched after that.
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

  /**
   * Milliseconds in which we ran: the time since the last check, but no more than can pass between
   * two checks.
   */
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
