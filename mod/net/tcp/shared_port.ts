import { type System, thisSystem } from "../../system/system.ts";
import { systemFailure } from "../errors/system_error.ts";
import type { HostPort } from "./dial.ts";

/**
 * # A port that two servers may have
 *
 * Linux says "address already in use" when one program listens on every address and another wants the
 * same port on one of them. macOS does not, because the runtime sets `SO_REUSEADDR` there (setsockopt(2)),
 * and Windows does not either, unless a socket asks for the port alone: both servers start, and the one on
 * the narrower address takes the clients. Whoever started the second by mistake would look for the fault
 * everywhere else.
 *
 * Every system refuses the very same address twice. So before we listen, the addresses with which the port
 * could be shared are tried, one after another, and let go at once.
 */

/**
 * @param listen opens a socket and closes it again.
 * @throws {Error} the system's, when another program has the port on an address that includes this one, or
 *   that this one includes.
 */
export function refuseSharedPort(
  { hostname, port }: HostPort,
  system: System = thisSystem(),
  listen: (at: HostPort) => void = tryToListen,
): void {
  if (port === 0) return; // the system chooses one that nobody has
  for (const other of sharingAddresses(hostname, system)) {
    try {
      listen({ hostname: other, port });
    } catch (error) {
      if (systemFailure(error) === "address_in_use") throw error;
      // There is no IPv6 here: nobody shares the port with us by it.
    }
  }
}

/** Nothing is tried without a permission, which the runtime would ask the user for. */
function tryToListen({ hostname, port }: HostPort): void {
  const host = `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
  if (Deno.permissions.querySync({ name: "net", host }).state === "granted") {
    Deno.listen({ hostname, port }).close();
  }
}

/** The addresses that a port can be shared with, on a system that does not refuse it. */
export function sharingAddresses(hostname: string, system: System): readonly string[] {
  if (system === "linux") return [];
  // On macOS a socket on every IPv6 address takes IPv4 clients as well.
  const both = system === "darwin";
  if (hostname === "0.0.0.0") return both ? ["127.0.0.1", "::"] : ["127.0.0.1"];
  if (hostname === "::") return both ? ["::1", "127.0.0.1", "0.0.0.0"] : ["::1"];
  if (hostname.includes(":")) return ["::"];
  return both ? ["0.0.0.0", "::"] : ["0.0.0.0"];
}
