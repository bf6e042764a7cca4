/** How many may be prepared at the same time; further ones wait to be accepted. */
const MOST = 64;

/**
 * Prepares what a source gives (the handshakes of accepted connections) side by side, so that one who dawdles holds up
 * nobody. Takes from the source only while somebody asks for the next one that is ready.
 *
 * @param source gives one after another, and does not fail
 * @param prepare makes something of one; has let go of it when it fails
 * @param most how many may be prepared at the same time
 * @returns what was made, in the order in which it was ready, or the error that it ended with
 */
export async function* sideBySide<From extends object, To extends object>(
  source: AsyncIterator<From>,
  prepare: (one: From) => Promise<To>,
  most: number = MOST,
): AsyncGenerator<To | Error> {
  const preparing = new Map<From, Promise<Outcome<From, To>>>();
  let next: Promise<IteratorResult<From>> | undefined = source.next();
  while (next !== undefined || preparing.size > 0) {
    const news: Promise<Outcome<From, To> | IteratorResult<From>>[] = [...preparing.values()];
    if (next !== undefined && preparing.size < most) news.push(next);
    const first = await Promise.race(news);
    if ("made" in first) {
      preparing.delete(first.from);
      yield first.made;
    } else if (first.done) {
      next = undefined;
    } else {
      preparing.set(first.value, outcome(first.value, prepare));
      next = source.next();
    }
  }
}

interface Outcome<From, To> {
  readonly from: From;
  readonly made: To | Error;
}

async function outcome<From, To>(
  from: From,
  prepare: (one: From) => Promise<To>,
): Promise<Outcome<From, To>> {
  try {
    return { from, made: await prepare(from) };
  } catch (error) {
    return { from, made: error instanceof Error ? error : new Error(String(error)) };
  }
}
