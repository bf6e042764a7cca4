import type { ConnectionHandler } from "../service.ts";
import { type AcceptLoop, acceptLoop } from "../accept_loop.ts";
import { Semaphore } from "../semaphore.ts";
import { Sessions } from "../sessions.ts";
import type { ServerContext } from "./mode.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/**
 * The accept loop with a number of clients at once and something to do with each of them: the
 * common part of all modes that accept in this isolate.
 *
 * @param atOnce how many clients may be accepted at once, whether served or waiting inside; or
 *   something else that grants the permits.
 * @param handler what happens with a connection: the service itself, or a forwarder to the isolate where it
 *   runs.
 */
export async function serveLocally(
  server: ServerContext,
  atOnce: number | AcceptLoop["permits"],
  handler: ConnectionHandler,
): Promise<void> {
  const { listeners, signal, deadline, trace, log, logFrameErrors, idleTimeout } = server;
  using sessions = new Sessions({
    handler,
    signal,
    trace,
    log,
    logFrameErrors,
    idleTimeout,
    counters: server.statistics.here,
    number: server.number,
  });
  using _breakingOff = onAbort(deadline, () => sessions.closeAll());
  using _announcing = onAbort(signal, () => server.stopping(sessions.active));
  server.announce();
  await acceptLoop({
    listeners,
    permits: typeof atOnce === "number" ? new Semaphore(Math.min(atOnce, server.maxConnections)) : atOnce,
    maxClients: server.mostClients,
    signal,
    trace,
    log,
    session: (connection) => sessions.run(connection),
  });
}
