/**
 * Does something when a signal is aborted, and at once when it is already: a signal that came while somebody
 * waited for something else tells its listeners no more.
 *
 * @param signal undefined: it never happens.
 * @returns takes the action back.
 */
export function onAbort(signal: AbortSignal | undefined, action: () => void): Disposable {
  if (signal?.aborted) action();
  else signal?.addEventListener("abort", action, { once: true });
  return { [Symbol.dispose]: () => signal?.removeEventListener("abort", action) };
}
