import type { RelayEndpoint } from "../relay_endpoint.ts";

/** Milliseconds of silence after which a peer is taken to have nothing more on its way. */
const QUIET = 10;
/** The most time spent on it, milliseconds. */
const LONGEST = 500;

/**
 * Reads away what a peer has sent on a connection that we only write to, just before it is closed.
 * Closing a socket with unread data resets the connection, and a reset may take the last bytes that
 * we wrote away from a peer that has not read them yet.
 */
export async function discardUnread(endpoint: RelayEndpoint): Promise<void> {
  if (endpoint.names === undefined || endpoint.datagram || !endpoint.readable) return;
  const buffer = new Uint8Array(65536);
  const until = performance.now() + LONGEST;
  while (performance.now() < until) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const quiet = new Promise<null>((resolve) => timer = setTimeout(() => resolve(null), QUIET));
    const read = endpoint.read(buffer).catch(() => null);
    const count = await Promise.race([read, quiet]).finally(() => clearTimeout(timer));
    if (count === null) return;
  }
}
