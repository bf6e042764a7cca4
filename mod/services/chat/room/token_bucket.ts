/**
 * A token bucket: how often somebody may do something, without forbidding a burst.
 *
 * The bucket holds up to `burst` tokens and gains `perSecond` of them each second; every line costs one.
 * Somebody who was quiet for a while has a full bucket, so a paste of fifty lines passes at once; somebody
 * who never stops is held to the steady rate. A plain "N lines a second" limit would punish the paste, which
 * is the legitimate case, and let the slow flood through.
 *
 * The bucket never says no: it says *how long to wait*. Whoever waits before reading the next line from a
 * socket lets TCP hold the sender back, and no line is lost.
 */

/** The two numbers that shape a bucket. */
export interface TokenBucketOptions {
  /** Tokens in a full bucket: what may pass at once. */
  burst: number;
  /** Tokens gained each second: what may pass for ever. */
  perSecond: number;
}

/** Counts one sender's tokens on a clock that the caller supplies. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  /**
   * @param options how much and how fast
   * @param now milliseconds of a clock that never goes back
   */
  constructor(readonly options: TokenBucketOptions, readonly now: () => number) {
    this.#tokens = options.burst;
    this.#at = now();
  }

  /** Tokens in the bucket when it was last looked into; negative when in debt. */
  get level(): number {
    return this.#tokens;
  }

  /**
   * Takes one token, going into debt when there is none.
   *
   * @returns milliseconds to wait before acting; 0 when there was a token
   */
  take(): number {
    this.#fill();
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens / this.options.perSecond) * 1000);
  }

  #fill(): void {
    const now = this.now();
    const gained = ((now - this.#at) / 1000) * this.options.perSecond;
    this.#tokens = Math.min(this.options.burst, this.#tokens + gained);
    this.#at = now;
  }
}
