import { ipv6Groups } from "../../net/ip_literal.ts";
import { parseRange, type Range } from "../../net/range.ts";

/**
 * Where trusted proxies are: an address, a network such as `10.0.0.0/8` or `fd00::/8`, or `loopback`.
 *
 * @returns undefined when it is none of these
 */
export function proxyRange(text: string): Range | undefined {
  if (text === "loopback") {
    const [v4, v6] = [parseRange("127.0.0.0/8"), parseRange("[::1]")];
    return (host) => v4(host) || v6(host);
  }
  try {
    return parseRange(ipv6Groups(text) === undefined ? text : `[${text}]`);
  } catch {
    return undefined;
  }
}
