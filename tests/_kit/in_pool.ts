/**
 * Does the same for all, several at a time: programs that are mostly waited for need not wait for one another.
 *
 * @param most how many at a time.
 * @returns what came of each, in their order.
 * @throws what the first of them threw, once all are over.
 */
export async function inPool<Item, Outcome>(
  most: number,
  items: readonly Item[],
  does: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const coming: Promise<Outcome>[] = [];
  const worker = async () => {
    while (coming.length < items.length) {
      const outcome = does(items[coming.length]!);
      coming.push(outcome);
      await outcome.catch(() => {/* told at the end */});
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return await Promise.all(coming);
}
