/**
 * How fast bytes may go, as a bucket that fills at a steady rate and holds a quarter of a second's worth.
 *
 * Whoever takes more than there is goes into debt and waits until it is paid. Takers are served in the order in which they ask,
 * so several of them share the rate evenly. Pure: the clock is handed in, and waiting is the caller's business.
 */
export class RateLimiter {
  #paidUntil = -Infinity;

  /** @param bytesPerSecond more than 0 */
  constructor(readonly bytesPerSecond: number) {}

  /**
   * Takes bytes.
   *
   * @param bytes how many are about to be sent
   * @param now milliseconds
   * @returns how long to wait after sending them, milliseconds
   */
  take(bytes: number, now: number): number {
    const burst = 250;
    this.#paidUntil = Math.max(this.#paidUntil, now - burst) + bytes / this.bytesPerSecond * 1000;
    return Math.max(0, this.#paidUntil - now);
  }

  /** The largest piece to send at once, bytes, so that the flow stays even. */
  get piece(): number {
    return Math.max(1024, Math.min(256 * 1024, Math.floor(this.bytesPerSecond / 8)));
  }
}
