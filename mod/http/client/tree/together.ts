/**
 * Does work several times at once. When one of them cannot go on, none does.
 *
 * @param work gets a signal that aborts then
 * @throws what the first of them has thrown, when all have ended
 */
export async function together(
  work: (signal: AbortSignal) => Promise<void>,
  times: number,
  outer: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([outer, failed.signal]);
  const workers = Array.from({ length: times }, () => work(signal));
  try {
    await Promise.all(workers);
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled(workers);
    throw error;
  }
}
