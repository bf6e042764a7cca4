import type { SocketAddress } from "./socket_address.ts";
import { networkOf } from "./ip_literal.ts";

/**
 * The owner of an address, for sharing something fairly between clients: its {@linkcode networkOf}.
 * All clients of a Unix-domain socket count as one.
 */
export function hostOf(address: SocketAddress): string {
  return "path" in address ? "unix" : networkOf(address.hostname);
}
