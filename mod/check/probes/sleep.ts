import { onAbort } from "../../net/connection/on_abort.ts";
import { awakeNow, watchingClock } from "./awake_clock.ts";

/**
 * Waits, in time in which this process runs, but not beyond the abort or the end of `orUntil`.
 *
 * @throws the abort's reason, or the error that `orUntil` rejects with.
 */
export async function sleep(
  milliseconds: number,
  signal: AbortSignal,
  orUntil?: Promise<unknown>,
): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  using watch = watchingClock();
  const end = awakeNow() + milliseconds;
  let hasRead = false;
  let timer = setTimeout(wake, milliseconds);
  function wake(): void {
    const left = end - awakeNow();
    if (left >= 1) timer = setTimeout(wake, left);
    else if (!hasRead && watch.stoodStill()) {
      hasRead = true;
      timer = setTimeout(wake, READS);
    } else resolve();
  }
  using _stopping = onAbort(signal, () => reject(signal.reason));
  orUntil?.then(() => resolve(), reject);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds in which is read what has come while this process stood still. */
const READS = 30;
