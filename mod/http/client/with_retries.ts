import { delay } from "@std/async";
import { HttpFailure } from "./http_failure.ts";

/** How many times to try, and what to report in between. */
export interface RetryOptions {
  /** How many failures in a row, without any progress, end it. */
  readonly retries: number;
  readonly signal: AbortSignal;
  /**
   * Failures in a row so far, for a transfer of several steps: a server that fails at each of them
   * does not get the full number of tries for every step. Without it, each call counts separately.
   */
  readonly count?: { failures: number };
  /** Called before each wait. @param pause milliseconds */
  onRetry?(failure: HttpFailure, pause: number): void;
  /** Waits; tests pass their own. */
  readonly wait?: (milliseconds: number, options: { signal: AbortSignal }) => Promise<void>;
}

/**
 * Tries something until it works, waiting 0.5, 1, 2 … up to 30 seconds after each failure (with
 * some randomness, so that a hundred clients of a recovered server do not all come back at once).
 *
 * @param progress says how far it got: a try that got further does not count as a failure in a row
 * @throws the last failure, or at once a failure that is not worth another try
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  progress: () => number,
  options: RetryOptions,
): Promise<T> {
  const wait = options.wait ?? delay;
  const count = options.count ?? { failures: 0 };
  let reached = progress();
  while (true) {
    try {
      return await attempt();
    } catch (error) {
      options.signal.throwIfAborted();
      if (!(error instanceof HttpFailure) || !error.options.again) throw error;
      count.failures = progress() > reached ? 1 : count.failures + 1;
      reached = progress();
      if (count.failures > options.retries) throw error;
      const pause = error.options.after ?? backOff(count.failures, Math.random());
      options.onRetry?.(error, pause);
      await wait(pause, { signal: options.signal });
    }
  }
}

/** @param chance 0 to 1 @returns milliseconds */
export function backOff(failures: number, chance: number): number {
  return Math.min(500 * 2 ** (failures - 1), 30_000) * (0.75 + chance / 2);
}
