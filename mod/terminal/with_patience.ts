import { onAbort } from "../net/connection/on_abort.ts";

/**
 * Waits for something, but not for ever.
 *
 * @param coming goes on by itself when the patience is over, and may be waited for again
 * @param patience milliseconds; undefined: as long as it takes
 * @param signal when it is aborted, nobody waits any more
 * @returns `"nothing"` when the patience was over first
 */
export async function withPatience<Value>(
  coming: Promise<Value>,
  patience: number | undefined,
  signal?: AbortSignal,
): Promise<Value | "nothing"> {
  if (patience === undefined || signal?.aborted) return await coming;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<"nothing">((resolve) => timer = setTimeout(() => resolve("nothing"), patience));
  using _stopping = onAbort(signal, () => clearTimeout(timer));
  try {
    return await Promise.race([coming, over]);
  } finally {
    clearTimeout(timer);
  }
}
