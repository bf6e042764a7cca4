import { TokenBucket } from "../../io/token_bucket.ts";

/**
 * Limits the answers per second to each sender: a token bucket, which holds a second's worth.
 *
 * The sender's address on a datagram is what the sender wrote there, true or not. A server that
 * answers everything as fast as it can lends its bandwidth to anybody who puts somebody else's
 * address on the envelope, so the answers to one address are bounded.
 */
export class SenderRate {
  readonly #perSecond: number;
  readonly #now: () => number;
  /** The least recently seen sender first. */
  readonly #buckets = new Map<string, TokenBucket>();

  /**
   * @param perSecond answers a second for one sender.
   * @param now milliseconds of a clock that never goes back.
   */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** Whether this sender may have an answer now; it counts as given. */
  allows(sender: string): boolean {
    const bucket = this.#buckets.get(sender) ??
      new TokenBucket({ burst: this.#perSecond, perSecond: this.#perSecond }, this.#now);
    this.#remember(sender, bucket);
    return bucket.tryTake();
  }

  #remember(sender: string, bucket: TokenBucket): void {
    this.#buckets.delete(sender);
    this.#buckets.set(sender, bucket);
    if (this.#buckets.size <= mostSenders) return;
    const [oldest] = this.#buckets.keys();
    this.#buckets.delete(oldest!);
  }
}

/**
 * Forgetting the least recent sender gives it a full bucket, a second's worth of answers; more memory would
 * not be worth it.
 */
const mostSenders = 4096;
