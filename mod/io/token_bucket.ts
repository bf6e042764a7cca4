/**
 * # A token bucket
 *
 * Limits how often somebody may do something, or how many bytes may pass, without forbidding a
 * burst. The bucket holds up to `burst` tokens and gains `perSecond` of them each second; every
 * line, answer or byte costs one. A sender that was quiet for a while has a full bucket, so a paste
 * of fifty lines passes at once; one that never stops is held to the steady rate. A plain "N lines
 * a second" limit would punish the paste, which is the legitimate case, and let the slow flood
 * through.
 *
 * A sender that can be made to wait takes the tokens in any case and is told *how long to wait*
 * ({@linkcode TokenBucket.take}): waiting before the next read from a socket lets TCP hold the
 * sender back, and nothing is lost. One that cannot, such as the sender of a datagram, gets a token
 * or none ({@linkcode TokenBucket.tryTake}).
 */

/** The two numbers that shape a bucket. */
export interface TokenBucketOptions {
  /** Tokens in a full bucket: what may pass at once. */
  burst: number;
  /** Tokens gained each second, more than 0: the rate that may pass for ever. */
  perSecond: number;
}

/** Counts one sender's tokens on a clock that the caller supplies. Full at first. */
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
   * Takes tokens, going into debt when there are not enough.
   *
   * @returns milliseconds to wait until the debt is paid; 0 when there were enough
   */
  take(tokens = 1): number {
    this.#fill();
    this.#tokens -= tokens;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.options.perSecond) * 1000;
  }

  /** Takes a token if there is one. */
  tryTake(): boolean {
    this.#fill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #fill(): void {
    const now = this.now();
    const gained = ((now - this.#at) / 1000) * this.options.perSecond;
    this.#tokens = Math.min(this.options.burst, this.#tokens + gained);
    this.#at = now;
  }
}
