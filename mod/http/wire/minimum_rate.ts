import type { Connection } from "../../net/connection.ts";
import type { HttpLimits } from "./watchdog.ts";

/**
 * How long a client may keep a transfer waiting.
 *
 * Standing still for a minute is one thing, moving a byte a minute another: a client that does so
 * would never be sent away, and a few hundred of them take up every place of a server (slowloris,
 * R.U.D.Y., a reader with a window of a few bytes). So a transfer has an account of time: it starts
 * full, waiting for the client draws from it, and every byte that moves pays in. As long as the
 * bytes come at the minimum rate on average, it is never empty. Our own slowness (a disk, a rate
 * limit) is not charged.
 */
export class MinimumRate {
  #left: number;
  #looked: number;
  #moved: number;
  #waiting = 0;

  constructor(
    readonly connection: Pick<Connection, "bytesRead" | "bytesWritten">,
    readonly limits: Pick<HttpLimits, "stall" | "minRate">,
    readonly now: () => number,
  ) {
    this.#left = limits.stall;
    this.#looked = now();
    this.#moved = this.#count();
  }

  /** A transfer begins. */
  restart(): void {
    this.#left = this.limits.stall;
    this.#looked = this.now();
    this.#moved = this.#count();
  }

  /** Waits for the client. */
  waiting<T>(task: Promise<T>): Promise<T> {
    this.#waiting++;
    return task.then((result) => {
      this.#waiting--;
      return result;
    }, (error) => {
      this.#waiting--;
      throw error;
    });
  }

  /** Starts waiting for the client. */
  get isWaiting(): boolean {
    return this.#waiting > 0;
  }

  /** Draws the time since the last check from the account, and says whether it is empty. */
  get tooSlow(): boolean {
    const [now, moved] = [this.now(), this.#count()];
    const paid = (moved - this.#moved) * 1000 / this.limits.minRate;
    const charged = this.#waiting > 0 ? now - this.#looked : 0;
    this.#left = Math.min(this.limits.stall, this.#left - charged + paid);
    this.#looked = now;
    this.#moved = moved;
    return this.#left <= 0;
  }

  #count(): number {
    return this.connection.bytesRead + this.connection.bytesWritten;
  }
}
