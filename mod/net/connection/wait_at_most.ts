/** Waits for something to settle, either way, but not for ever. */
export async function waitAtMost(milliseconds: number, something: Promise<unknown>): Promise<void> {
  const timer = Promise.withResolvers<void>();
  const alarm = setTimeout(timer.resolve, milliseconds);
  await Promise.race([something, timer.promise]).catch(() => {/* how it ended does not matter here */});
  clearTimeout(alarm);
}
