/** What can be set on a TCP connection. */
export interface TcpOptions {
  /**
   * Sends at once, and does not wait for more to come (Nagle's algorithm, RFC 9293 §3.7.4).
   * @default {true}
   */
  noDelay?: boolean;
  /** Has the system ask, now and then, whether a silent peer is still there (RFC 9293 §3.8.4). */
  keepAlive?: boolean;
}

/**
 * Sets the options of a connection.
 *
 * @returns false when the system refuses, which some do with a connection that the peer has reset meanwhile
 *   (EINVAL).
 */
export function applyTcpOptions(
  socket: Pick<Deno.TcpConn, "setNoDelay" | "setKeepAlive">,
  { noDelay = true, keepAlive = false }: TcpOptions,
): boolean {
  try {
    socket.setNoDelay(noDelay);
    if (keepAlive) socket.setKeepAlive(true);
    return true;
  } catch {
    return false;
  }
}
