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
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  orUntil?.then(() => resolve(), reject);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
