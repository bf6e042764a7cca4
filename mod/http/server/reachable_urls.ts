import type { InterfaceAddress } from "../../net/address/network_interfaces.ts";
import { formatHostPort } from "../../net/address/socket_address.ts";

/** Where a listening socket can be reached from. */
export interface Reachable {
  /** `http` or `https`. */
  readonly scheme: string;
  /** The address it listens on; `0.0.0.0` and `::` mean all of them. */
  readonly hostname: string;
  readonly port: number;
}

/**
 * The addresses to give to other people, the most useful first: those of the local network, then
 * IPv6, this machine last. Link-local ones (fe80::) are left out, because a browser cannot use
 * them.
 */
export function reachableUrls(at: Reachable, interfaces: readonly InterfaceAddress[]): string[] {
  const url = (hostname: string) => `${at.scheme}://${formatHostPort(hostname, at.port)}`;
  if (at.hostname !== "0.0.0.0" && at.hostname !== "::") return [url(at.hostname)];
  const usable = interfaces
    .filter(({ family, address }) => (at.hostname === "::" || family === "IPv4") && !/^fe80:/i.test(address))
    .sort((a, b) => rank(a) - rank(b));
  return usable.map(({ address }) => url(address));
}

function rank({ family, address }: InterfaceAddress): number {
  if (address === "127.0.0.1" || address === "::1") return 9;
  if (/^(192\.168|10)\./.test(address)) return 0;
  // The bridges of Docker and virtual machines are here, but real networks too: possible, but not
  // the first guess.
  if (/^172\./.test(address)) return 2;
  return family === "IPv4" ? 1 : 3;
}
