import { type AddressRange, parseAddressRange } from "../../../net/address/address_range.ts";
import { isIpv6 } from "../../../net/address/ip_literal.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

/** Who may connect: `range=`, `allow=` and its like, `sourceport=`, `lowport`. Returns the reason of a refusal, or undefined. */
export function peerCheck(request: OpenRequest): (peer: HostPort) => string | undefined {
  const { options } = request;
  const text = options.text("range");
  const range = text === undefined ? undefined : readRange(text);
  const sourceport = options.number("sourceport");
  const low = options.flag("lowport");
  const lists = request.peerLists;
  const onlyV6 = options.flag("ipv6-v6only");
  return (peer) => {
    // The runtime cannot keep IPv4 out of a dual-stack socket: keep its clients out instead.
    if (onlyV6 && !isIpv6(peer.hostname)) return "ipv6-v6only";
    if (range !== undefined && !range(peer.hostname)) return "range";
    const listed = lists?.(peer.hostname);
    if (listed !== undefined) return listed;
    if (sourceport !== undefined && sourceport !== peer.port) return "sourceport";
    if (low && (peer.port < 640 || peer.port > 1023)) return "lowport";
    return undefined;
  };
}

function readRange(text: string): AddressRange {
  try {
    return parseAddressRange(text);
  } catch (error) {
    throw new RelayError((error as Error).message);
  }
}
