/** Between two looks, milliseconds. */
const PAUSE_MS = 10;
// A test may have a clock of its own by the time it waits
const { setTimeout } = globalThis;
const now = performance.now.bind(performance);

/** How {@linkcode until} waits. */
export interface UntilOptions {
  /** Milliseconds after which it is given up. @default {30000} */
  readonly within?: number;
  /** Gives up the wait: the condition cannot become true any more. */
  readonly signal?: AbortSignal;
}

/**
 * Waits until a condition is true.
 *
 * @throws {Error} with the condition's source when it has not become true in time, or the reason of
 * the signal's abort
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { within = 30_000, signal }: UntilOptions = {},
): Promise<void> {
  const deadline = now() + within;
  while (!await condition()) {
    signal?.throwIfAborted();
    if (now() > deadline) throw new Error(`Not true after ${within} ms: ${condition}`);
    await pause(PAUSE_MS);
  }
}

/** Lets real time pass: for slow steps of a test, never as a proof that something else is over. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
