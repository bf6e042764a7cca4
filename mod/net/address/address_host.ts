import { plainHostname, type SocketAddress } from "./socket_address.ts";

/** The machine of an address: the host without the port, which changes with each connection. */
export function addressHost(address: SocketAddress): string {
  return "hostname" in address ? plainHostname(address.hostname) : "local";
}
