import { literalFamily, mappedIpv4 } from "./ip_literal.ts";

/** How near an address is: 0 anywhere, 1 on a private network, 2 on this machine. */
export type AddressSpace = 0 | 1 | 2;

/**
 * The address space of a numeric address, as W3C's Private Network Access has it (RFC 1918, 3927, 4193, 4291,
 * 6598).
 *
 * @param hostname IPv4 or IPv6, without brackets; IPv4 in IPv6 counts as IPv4.
 */
export function addressSpace(hostname: string): AddressSpace {
  const plain = mappedIpv4(hostname) ?? hostname.toLowerCase();
  const rows = literalFamily(plain) === 4 ? IPV4 : IPV6;
  return rows.find(([pattern]) => pattern.test(plain))?.[1] ?? 0;
}

const IPV4: readonly (readonly [RegExp, AddressSpace])[] = [
  [/^(127|0)\./, 2],
  [/^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/, 1],
];
const IPV6: readonly (readonly [RegExp, AddressSpace])[] = [
  [/^(::1?|0:0:0:0:0:0:0:[01])$/, 2],
  [/^f[cd][0-9a-f]{2}:/, 1],
  [/^fe[89ab][0-9a-f]:/, 1],
];
