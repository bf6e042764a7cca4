import type { Handler } from "../service.ts";
import { type AcceptLoop, acceptLoop } from "../accept_loop.ts";
import { Permits } from "../permits.ts";
import { Sessions } from "../sessions.ts";
import type { Serving } from "./strategy.ts";

/**
 * The accept loop with a number of clients at once and something to do with each of them: what all strategies that accept
 * in this isolate have in common.
 *
 * @param atOnce how many clients may be in the house, whether served or waiting inside; or whoever else grants the permits.
 * @param handler what happens with a connection: the service itself, or a bridge to the isolate where it runs.
 */
export async function serveHere(
  serving: Serving,
  atOnce: number | AcceptLoop["permits"],
  handler: Handler,
): Promise<void> {
  const { listeners, signal, deadline, trace, log, idleTimeout } = serving;
  using sessions = new Sessions({
    handler,
    signal,
    trace,
    log,
    idleTimeout,
    tally: serving.statistics.here,
    number: serving.number,
  });
  const breakOff = () => sessions.closeAll();
  deadline.addEventListener("abort", breakOff, { once: true });
  const announce = () => {
    if (sessions.active > 0) log(`stopping: ${sessions.active} open ${plural(sessions.active)} may finish`);
  };
  signal.addEventListener("abort", announce, { once: true });
  serving.announce();
  await acceptLoop({
    listeners,
    permits: typeof atOnce === "number" ? new Permits(Math.min(atOnce, serving.maxConnections)) : atOnce,
    most: serving.mostClients,
    signal,
    trace,
    log,
    session: (connection) => sessions.run(connection),
  });
  deadline.removeEventListener("abort", breakOff);
  signal.removeEventListener("abort", announce);
}

function plural(count: number): string {
  return count === 1 ? "connection" : "connections";
}
