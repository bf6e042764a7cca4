import { parseAddressRange } from "../address/address_range.ts";
import { isIpv6 } from "../address/ip_literal.ts";
import { isAnyAddress } from "../listening/any_addresses.ts";
import type { HostPort } from "../tcp/dial.ts";

/** The part of an interface that is used here. */
type Interface = Pick<Deno.NetworkInterfaceInfo, "address" | "cidr">;

/**
 * Our end of a datagram socket as one peer sees it. A socket on every address is named `0.0.0.0` or
 * `::`, which says nothing: the peer knows us by our address in its own network. For a peer behind
 * a router, that cannot be known.
 */
export function ownAddressToward(
  peer: HostPort,
  local: HostPort,
  interfaces: () => readonly Interface[] = Deno.networkInterfaces,
): HostPort {
  if (!isAnyAddress(local.hostname)) return local;
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
