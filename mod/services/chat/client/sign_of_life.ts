/**
 * Notices that a server has fallen silent which ought to say something every few seconds.
 *
 * Seconds are counted one by one, so that the time in which we ourselves were stopped, or the machine slept, is none.
 */
export class SignOfLife implements Disposable {
  readonly #limits: SilenceLimits;
  readonly #timer: ReturnType<typeof setInterval>;
  #silent = 0;

  constructor(limits: SilenceLimits) {
    this.#limits = limits;
    this.#timer = setInterval(() => this.#tick(), 1000);
  }

  /** For how many seconds nothing has come, once that is too long; else 0. */
  get missing(): number {
    return this.#silent >= this.#limits.noticed ? this.#silent : 0;
  }

  /** Something has come. */
  heard(): void {
    const was = this.missing;
    this.#silent = 0;
    if (was > 0) this.#limits.changed();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.#silent += 1;
    if (this.missing > 0) this.#limits.changed();
    if (this.#silent === this.#limits.givenUp) this.#limits.giveUp();
  }
}

/** How long somebody may be silent, and what happens then. */
export interface SilenceLimits {
  /** Seconds after which it is noticed. */
  readonly noticed: number;
  /** Seconds after which it is given up. */
  readonly givenUp: number;
  /** Called when it is noticed, each second from then on, and when it is over. */
  changed(): void;
  /** Called once. */
  giveUp(): void;
}
