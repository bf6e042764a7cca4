import { TokenBucket } from "./token_bucket.ts";

/**
 * How fast bytes may go: a bucket of bytes that holds a quarter of a second's worth.
 *
 * A caller that takes more than there is goes into debt and waits until it is paid. Callers are
 * served in the order of their requests, so several of them share the rate evenly. Waiting is up to
 * the caller.
 */
export class RateLimiter {
  readonly #bucket: TokenBucket;

  /**
   * @param bytesPerSecond more than 0
   * @param now milliseconds of a clock that never goes back
   */
  constructor(readonly bytesPerSecond: number, now: () => number = () => performance.now()) {
    this.#bucket = new TokenBucket({ burst: bytesPerSecond / 4, perSecond: bytesPerSecond }, now);
  }

  /**
   * Takes bytes.
   *
   * @param bytes how many are about to be sent
   * @returns how long to wait after sending them, milliseconds
   */
  take(bytes: number): number {
    return this.#bucket.take(bytes);
  }

  /** The largest piece to send at once, bytes, to keep the flow even. */
  get piece(): number {
    return Math.max(1024, Math.min(256 * 1024, Math.floor(this.bytesPerSecond / 8)));
  }
}
