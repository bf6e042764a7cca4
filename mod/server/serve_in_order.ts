/** Two servers of one program. */
export interface ServersInOrder {
  /** Serves until it is stopped; `onListen` is to be called when it listens. */
  readonly first: (onListen: () => void) => Promise<unknown>;
  /** Serves until it is stopped; nothing when there is only one server. */
  readonly second: (() => Promise<void>) | undefined;
  /** Aborted when both are to stop. */
  readonly signal: AbortSignal;
  /** Called when one of them has ended, in whatever way: stops the other one. */
  readonly stop: () => void;
}

/**
 * Runs two servers, the second one from the moment when the first one listens: scripts take the
 * port from the first ready line, so it has to be that of the protocol they speak. When one ends,
 * the other one is stopped.
 *
 * @returns when both have ended.
 * @throws what the one threw that failed.
 */
export async function serveInOrder({ first, second, signal, stop }: ServersInOrder): Promise<void> {
  const ready = Promise.withResolvers<void>();
  const one = first(ready.resolve);
  const follow = async (serve: () => Promise<void>) => {
    const listens = await Promise.race([ready.promise.then(() => true), one.then(() => false)]);
    if (listens && !signal.aborted) await serve();
  };
  const other = second === undefined ? one : follow(second);
  try {
    await Promise.race([one, other]);
  } finally {
    stop();
    await Promise.allSettled([one, other]);
  }
  await Promise.all([one, other]);
}
