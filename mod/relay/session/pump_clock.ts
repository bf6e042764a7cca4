/** The times of a pump, in milliseconds; 0 for none. */
export interface PumpTimes {
  readonly lingerMs: number;
  readonly idleMs: number;
}

/**
 * Two time limits over one timer. Activity only notes the time; when the timer fires, it looks how
 * long ago that was and sets itself again. So a busy relay pays for two clock readings a block and
 * no timer call.
 */
export class PumpClock {
  readonly #times: PumpTimes;
  readonly #timeUp: (why: "idle" | "linger") => void;
  #last = performance.now();
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
    this.#last = performance.now();
  }

  /** It has been delivered, or has failed. */
  done(): void {
    this.#writing--;
    this.#last = performance.now();
  }

  /** A direction has ended. */
  close(): void {
    this.closing = true;
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

  #limit(): number {
    return this.closing ? this.#times.lingerMs : this.#times.idleMs;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    if (!this.closing && this.#times.idleMs === 0) return;
    const left = this.#last + this.#limit() - performance.now();
    this.#timer = setTimeout(() => this.#look(), Math.max(0, Math.min(left, 2 ** 31 - 1)));
  }

  #look(): void {
    // A block on its way to a slow peer is not silence: cutting it would lose data that was read.
    const cutting = this.closing && this.#writing > 0;
    if (cutting) this.#last = performance.now();
    if (performance.now() - this.#last < this.#limit()) return this.#arm();
    if (cutting) return this.#arm();
    this.#timeUp(this.closing ? "linger" : "idle");
  }
}
