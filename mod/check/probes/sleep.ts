import { onAbort } from "../../net/connection/on_abort.ts";
/**
 * Waits, but not beyond the abort or the end of `orUntil`.
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
  const timer = setTimeout(resolve, milliseconds);
  using _stopping = onAbort(signal, () => reject(signal.reason));
  orUntil?.then(() => resolve(), reject);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}
