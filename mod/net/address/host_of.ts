import type { SocketAddress } from "./socket_address.ts";
import { networkOf } from "./ip_literal.ts";

/**
 * Whom an address belongs to, where clients share something fairly: its {@linkcode networkOf}. All that come by a Unix-domain
 * socket are one.
 */
export function hostOf(address: SocketAddress): string {
  return "path" in address ? "unix" : networkOf(address.hostname);
}
