/**
 * Waits for something, but not for ever.
 *
 * @param coming goes on by itself when the patience is over, and may be waited for again
 * @param patience milliseconds; undefined: as long as it takes
 * @returns `"nothing"` when the patience was over first
 */
export async function withPatience<Value>(
  coming: Promise<Value>,
  patience: number | undefined,
): Promise<Value | "nothing"> {
  if (patience === undefined) return await coming;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<"nothing">((resolve) => timer = setTimeout(() => resolve("nothing"), patience));
  try {
    return await Promise.race([coming, over]);
  } finally {
    clearTimeout(timer);
  }
}
