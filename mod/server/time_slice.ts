/**
 * How long one client has been keeping the event loop.
 *
 * A client that sends a thousand questions in one packet gets a thousand answers before anything
 * else happens, if its handler goes on while there are questions. Check `over` after each, and when
 * it is true let the others have their turn: any `await` on the network does that.
 */
export class TimeSlice {
  readonly #length: number;
  #started = performance.now();

  /** @param length milliseconds a client may keep the loop. */
  constructor(length = 2) {
    this.#length = length;
  }

  /** When it began, as `performance.now()` has it. */
  get started(): number {
    return this.#started;
  }

  /** Whether the time is up. */
  get over(): boolean {
    return performance.now() - this.#started > this.#length;
  }

  /** Begins a new slice. */
  restart(): void {
    this.#started = performance.now();
  }
}
