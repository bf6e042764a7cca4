/** Between two looks, milliseconds. */
const PAUSE_MS = 10;
// A test may have a clock of its own by the time it waits
const { setTimeout } = globalThis;
const now = performance.now.bind(performance);

/**
 * Waits until a condition is true.
 *
 * @param within milliseconds after which the test fails. @default {30000}
 * @throws {Error} with the condition's source when it has not become true by then
 */
export async function until(condition: () => boolean | Promise<boolean>, within = 30_000): Promise<void> {
  const deadline = now() + within;
  while (!await condition()) {
    if (now() > deadline) throw new Error(`Not true after ${within} ms: ${condition}`);
    await pause(PAUSE_MS);
  }
}

/** Lets real time pass: for what a test does slowly, never as a proof that something else is over. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
