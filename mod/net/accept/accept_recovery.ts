import { delay } from "@std/async/delay";
import { NetError } from "../errors/net_error.ts";
import { errorKind, errorText } from "../errors/system_error.ts";

/**
 * How many clients that have already left are skipped in one go before everybody else has a turn.
 */
const IN_ONE_GO = 64;
/** Milliseconds of the first and of the longest pause while the machine is out of something. */
const FIRST_PAUSE = 5;
const LONGEST_PAUSE = 1000;

/**
 * # After an accept that failed
 *
 * `accept` may fail without the listener being broken, and `for await (const conn of listener)`
 * then ends and takes the server with it. The right reaction depends on the kind of failure
 * (`system_error.ts`):
 *
 * - The client hung up while it queued. The next one is accepted at once: the queue may hold
 *   thousands of those, and a client behind them who wants to be served. Now and then the event
 *   loop gets a turn: an accept that fails at once never gives it one, so no timer and no signal
 *   would be noticed while somebody keeps resetting.
 * - The machine is out of descriptors, buffers or memory. A pause of 5 ms, 10 ms, … up to a second,
 *   which ends at once when something of ours is given back; a busy loop would only get in the way
 *   of those who could give something back.
 * - The listener itself is broken: that is the end.
 *
 * Any other failure is treated like the second kind: a server that waits a second can still be
 * inspected.
 *
 * Use one for each loop.
 */
export class AcceptRecovery {
  readonly #signal: AbortSignal;
  #shortages = 0;
  #gone = 0;
  #release = Promise.withResolvers<void>();

  /** @param signal ends the loop, and a pause with it. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Whether the machine has been out of something since a client was last accepted. */
  get short(): boolean {
    return this.#shortages > 0;
  }

  /** Call when a client was accepted: the machine is short of nothing. */
  accepted(): void {
    this.#shortages = 0;
  }

  /** Something has been given back, such as a connection's descriptor. */
  released(): void {
    if (this.#shortages === 0) return;
    this.#release.resolve();
    this.#release = Promise.withResolvers();
  }

  /**
   * Records a failed accept.
   *
   * @returns when to try again.
   * @throws {NetError} when trying again is pointless.
   */
  async failed(error: unknown): Promise<void> {
    const kind = errorKind(error);
    if (kind === "peer") {
      if (++this.#gone % IN_ONE_GO === 0) await delay(0);
    } else if (kind === "broken") {
      throw new NetError("listen_failed", { action: "accept", reason: errorText(error) }, { cause: error });
    } else {
      await this.#pause(Math.min(FIRST_PAUSE * 2 ** this.#shortages++, LONGEST_PAUSE));
    }
  }

  async #pause(ms: number): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([this.#signal, over.signal]);
    const pause = delay(ms, { signal }).catch(() => {/* asked to stop, or something was released */});
    await Promise.race([pause, this.#release.promise]);
    over.abort();
  }
}

/**
 * The next client of a listener, skipping all that have hung up before it.
 *
 * @param signal gives up; closing the listener is then up to the code that opened it.
 * @throws {NetError} when the listener is broken; anything else once the signal has aborted.
 */
export async function acceptClient<Accepted>(
  listener: { accept(): Promise<Accepted> },
  signal: AbortSignal,
): Promise<Accepted> {
  const recovery = new AcceptRecovery(signal);
  while (true) {
    try {
      return await listener.accept();
    } catch (error) {
      if (signal.aborted) throw error;
      await recovery.failed(error);
    }
  }
}
