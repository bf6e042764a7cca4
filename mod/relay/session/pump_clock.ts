/** The times of a pump, in milliseconds; 0 for none. */
export interface PumpTimes {
  readonly lingerMs: number;
  readonly idleMs: number;
}

/** From this limit on, milliseconds, activity is noted once in a part of it, by which it may end too late. */
const LONG = 10_000;
const PART = 1 / 64;

/**
 * Two time limits over one timer. Activity only notes the time; when the timer fires, it looks how
 * long ago that was and sets itself again. So a busy relay pays for two clock readings a block and
 * no timer call.
 *
 * Reading the clock costs as much as everything else that a relay does about a datagram, so there is none where there
 * is no limit. Under a long limit, such as that of a peer of `UDP-LISTEN,fork`, the first activity after a silence sets
 * the timer to a part of the limit; the others find a flag until it fires.
 */
export class PumpClock {
  readonly #times: PumpTimes;
  readonly #timeUp: (why: "idle" | "linger") => void;
  #last = performance.now();
  /** True from an activity under a long limit until the timer fires: it may have been the first of many. */
  #used = false;
  #writing = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wake: (() => void)[] = [];
  #stopped = false;
  /** True once a direction has ended: from now on the linger time counts. */
  closing = false;

  constructor(times: PumpTimes, timeUp: (why: "idle" | "linger") => void) {
    this.#times = times;
    this.#timeUp = timeUp;
    this.#arm();
  }

  /** A block has been read and is being delivered. */
  busy(): void {
    this.#writing++;
    this.#note();
  }

  /** It has been delivered, or has failed. */
  done(): void {
    this.#writing--;
    this.#note();
  }

  /** A direction has ended. */
  close(): void {
    this.closing = true;
    this.#used = false;
    this.#last = performance.now();
    for (const wake of this.#wake.splice(0)) wake();
    this.#arm();
  }

  /** Waits, but not beyond the end of the opposite direction. */
  pause(ms: number): Promise<void> {
    if (this.closing) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake.push(() => (clearTimeout(timer), resolve()));
    });
  }

  /** No more time limits, no matter what ends after this. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.closing = true;
    for (const wake of this.#wake.splice(0)) wake();
  }

  #note(): void {
    if (this.#used) return;
    const limit = this.#limit();
    if (limit > 0) this.#last = performance.now();
    if (limit < LONG) return;
    this.#used = true;
    this.#arm();
  }

  #limit(): number {
    return this.closing ? this.#times.lingerMs : this.#times.idleMs;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    if (!this.closing && this.#times.idleMs === 0) return;
    const limit = this.#limit();
    const wait = this.#used ? limit * PART : this.#last + limit - performance.now();
    this.#timer = setTimeout(() => this.#look(), Math.max(0, Math.min(wait, 2 ** 31 - 1)));
  }

  #look(): void {
    // A block on its way to a slow peer is not silence: cutting it would lose data that was read.
    const cutting = this.closing && this.#writing > 0;
    if (cutting || this.#used) this.#last = performance.now();
    this.#used = false;
    if (performance.now() - this.#last < this.#limit()) return this.#arm();
    if (cutting) return this.#arm();
    this.#timeUp(this.closing ? "linger" : "idle");
  }
}
