/** The time limits of an HTTP connection, milliseconds. */
export interface HttpLimits {
  /** A head must be complete within this time after its first byte. */
  readonly head: number;
  /** How long an open connection may wait for its next request. */
  readonly keepAlive: number;
  /**
   * How long a body, in either direction, may stand still, or how far it may fall behind the
   * slowest rate.
   */
  readonly stall: number;
  /** The slowest rate of a body on average, bytes a second. */
  readonly minRate: number;
  /** After a refusal, how long in total to read what the client still sends, */
  readonly linger: number;
  /** and no longer than this when nothing comes. */
  readonly lingerIdle: number;
}

/**
 * One timer for all connections of a server: each sets its deadline, and is called when that has
 * passed.
 *
 * A timer per read would be exact but would cost more than a small reply; a slow client need not be
 * sent away to the millisecond. The timer only runs while somebody is watched.
 */
export class Watchdog {
  readonly #watched = new Set<ConnectionDeadline>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /**
   * @param tick how often to look, milliseconds @param now a clock that never jumps, even if the
   *   time of day is changed
   */
  constructor(readonly tick = 500, readonly now: () => number = () => performance.now()) {}

  /** Starts watching; dispose of the deadline to stop. */
  watch(): ConnectionDeadline {
    const deadline = new ConnectionDeadline(this.now, () => this.#forget(deadline));
    this.#watched.add(deadline);
    this.#timer ??= setInterval(() => this.#look(), this.tick);
    return deadline;
  }

  #look(): void {
    const now = this.now();
    for (const deadline of this.#watched) deadline.check(now);
  }

  #forget(deadline: ConnectionDeadline): void {
    this.#watched.delete(deadline);
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** The time limit of one connection. */
export class ConnectionDeadline implements Disposable {
  #until = Infinity;
  #expired: () => void = () => {};

  constructor(readonly now: () => number, readonly forget: () => void) {}

  /** Sets a new limit, `milliseconds` from now; `expired` is called once if it passes. */
  allow(milliseconds: number, expired: () => void): void {
    this.#until = this.now() + milliseconds;
    this.#expired = expired;
  }

  /** Called by the watchdog. */
  check(now: number): void {
    if (now < this.#until) return;
    this.#until = Infinity;
    this.#expired();
  }

  [Symbol.dispose](): void {
    this.forget();
  }
}
