import type { InterfaceAddress } from "../../net/address/network_interfaces.ts";
import { formatHostPort } from "../../net/address/socket_address.ts";
import { isAnyAddress } from "../../net/listening/any_addresses.ts";
import type { HostPort } from "../../net/tcp/dial.ts";

/** Where a server can be reached from. */
export interface Reachable {
  readonly scheme: "http" | "https";
  /** Where it listens; `0.0.0.0` and `::` mean all addresses of a family. */
  readonly addresses: readonly HostPort[];
  /** Whether its socket on `::`, if it has one, takes IPv4 clients too. */
  readonly dualStack: boolean;
  /** The addresses of this machine. */
  readonly interfaces: readonly InterfaceAddress[];
}

/**
 * The addresses to give to other people, the most useful first: those of the local network, then
 * IPv6, this machine last. Link-local ones (fe80::) are left out, because a browser cannot use
 * them.
 */
export function reachableUrls({ scheme, addresses, dualStack, interfaces }: Reachable): string[] {
  const url = ({ hostname, port }: HostPort) => `${scheme}://${formatHostPort(hostname, port)}`;
  const given = addresses.filter(({ hostname }) => !isAnyAddress(hostname));
  const found = addresses.filter(({ hostname }) => isAnyAddress(hostname)).flatMap(({ hostname, port }) => {
    const families = hostname === "0.0.0.0" ? ["IPv4"] : dualStack ? ["IPv4", "IPv6"] : ["IPv6"];
    return interfaces
      .filter(({ family, address }) => families.includes(family) && !/^fe80:/i.test(address))
      .map((each) => ({ ...each, hostname: each.address, port }));
  }).sort((a, b) => rank(a) - rank(b));
  return [...new Set([...given, ...found].map(url))];
}

function rank({ family, address }: InterfaceAddress): number {
  if (address === "127.0.0.1") return 8;
  if (address === "::1") return 9;
  if (/^(192\.168|10)\./.test(address)) return 0;
  // The bridges of Docker and virtual machines are here, but real networks too: possible, but not
  // the first guess.
  if (/^172\./.test(address)) return 2;
  return family === "IPv4" ? 1 : 3;
}
