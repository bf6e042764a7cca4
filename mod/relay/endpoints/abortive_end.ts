import type { Connection } from "../../net/connection.ts";
import { SocketConnection } from "../../net/connection/socket_connection.ts";
import { interruptiblePause } from "../addresses/retries.ts";
import type { RelayContext } from "../context.ts";
import type { AbortiveEnd } from "../relay_endpoint.ts";

/** How often the peer's progress is looked at, milliseconds. */
const LOOK = 20;
/** A peer that takes nothing for so long is not waited for, milliseconds. */
const PATIENCE = 10_000;

/**
 * How a plain TCP connection is broken off. A reset takes away what is still on its way, so it waits for
 * that; what the peer has got it can still read.
 *
 * @returns undefined for other connections, and where the system offers no way
 */
export function abortiveEnd(connection: Connection, context: RelayContext): AbortiveEnd | undefined {
  if (context.abortiveCloser === undefined || !(connection instanceof SocketConnection)) return undefined;
  if (connection.remote.transport !== "tcp") return undefined;
  return {
    delivered: () => delivered(connection, context.signal),
    reset: () => connection.reset(),
  };
}

async function delivered(connection: SocketConnection, signal: AbortSignal): Promise<void> {
  let left = connection.unacknowledged() ?? 0;
  let since = performance.now();
  while (left > 0 && performance.now() - since < PATIENCE) {
    if (!await interruptiblePause(LOOK, signal)) return;
    const now = connection.unacknowledged() ?? 0;
    if (now !== left) since = performance.now();
    left = now;
  }
}
