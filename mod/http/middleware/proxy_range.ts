import { ipv6Groups } from "../../net/address/ip_literal.ts";
import { type AddressRange, parseAddressRange } from "../../net/address/address_range.ts";

/**
 * Where trusted proxies are: an address, a network such as `10.0.0.0/8` or `fd00::/8`, or `loopback`.
 *
 * @returns undefined when it is none of these
 */
export function proxyRange(text: string): AddressRange | undefined {
  if (text === "loopback") {
    const [v4, v6] = [parseAddressRange("127.0.0.0/8"), parseAddressRange("[::1]")];
    return (host) => v4(host) || v6(host);
  }
  try {
    return parseAddressRange(ipv6Groups(text) === undefined ? text : `[${text}]`);
  } catch {
    return undefined;
  }
}
