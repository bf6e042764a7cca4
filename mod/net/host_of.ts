import { type Address, plainHostname } from "./address.ts";

/**
 * Whom an address belongs to, where clients share something fairly: an IPv4 address, or the first 64 bits of an IPv6 address, for the
 * other 64 are its owner's to choose (RFC 4291 §2.5.1, RFC 6177). All that come by a Unix-domain socket are one.
 */
export function hostOf(address: Address): string {
  if ("path" in address) return "unix";
  const hostname = plainHostname(address.hostname);
  return hostname.includes(":") ? `${networkOf(hostname)}::/64` : hostname;
}

function networkOf(hostname: string): string {
  const [head, tail] = hostname.split("%")[0]!.split("::").map((half) => half === "" ? [] : half.split(":"));
  const zeros = Array<string>(tail === undefined ? 0 : Math.max(0, 8 - head!.length - tail.length)).fill("0");
  return [...head!, ...zeros, ...tail ?? []].slice(0, 4).join(":");
}
