import { parseAddressRange } from "../address/address_range.ts";
import { isIpv6 } from "../address/ip_literal.ts";
import type { HostPort } from "../tcp/dial.ts";

/** What is looked at of an interface. */
type Interface = Pick<Deno.NetworkInterfaceInfo, "address" | "cidr">;

/**
 * Our end of a datagram socket as one peer sees it. A socket on every address has `0.0.0.0` or `::` for a
 * name, which says nothing: our address in the peer's own network is the one it knows us by. A peer behind a
 * router leaves it open.
 */
export function ownAddressToward(
  peer: HostPort,
  local: HostPort,
  interfaces: () => readonly Interface[] = Deno.networkInterfaces,
): HostPort {
  if (local.hostname !== "0.0.0.0" && local.hostname !== "::") return local;
  const all = interfaces();
  const known = all.find(({ address }) => address === peer.hostname) ??
    all.find((each) => sharesNetwork(each, peer.hostname));
  return { hostname: known?.address ?? local.hostname, port: local.port };
}

function sharesNetwork({ cidr }: Interface, host: string): boolean {
  const [network, bits] = cidr.split("/");
  if (network === undefined || isIpv6(network) !== isIpv6(host)) return false;
  return parseAddressRange(isIpv6(network) ? `[${network}]/${bits}` : cidr)(host);
}
