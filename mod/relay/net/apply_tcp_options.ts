import type { OpenRequest } from "../addresses/address_type.ts";

/** Socket options of a connection; a peer that has already gone makes these calls fail, which its first read will tell. */
export function applyTcpOptions(
  conn: Pick<Deno.TcpConn, "setNoDelay" | "setKeepAlive">,
  options: OpenRequest["options"],
): void {
  try {
    if (options.flag("so-keepalive")) conn.setKeepAlive(true);
    conn.setNoDelay(options.has("tcp-nodelay") ? options.flag("tcp-nodelay") : true);
  } catch {
    // The peer has reset the connection.
  }
}
