/**
 * Works on several items at a time, and yields what comes of them in the order of the items. No item is
 * taken, and nothing is kept, beyond that many.
 *
 * @param work must not reject
 */
export async function* inOrder<Item, Made>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Made>,
): AsyncIterable<Made> {
  const under: Promise<Made>[] = [];
  for (const item of items) {
    under.push(work(item));
    if (under.length >= atOnce) yield await under.shift()!;
  }
  for (const each of under) yield await each;
}
