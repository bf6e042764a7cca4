import { mappedIpv4 } from "./ip_literal.ts";

/**
 * The text of an address of 4 bytes (IPv4) or 16 (IPv6); an IPv4 address that is mapped into IPv6 comes out as
 * what it is.
 */
export function unpackAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  const text = unpackIpv6(bytes);
  return mappedIpv4(text) ?? text;
}

/** The text of an IPv6 address of 16 bytes in its short form (RFC 5952 §4), which addresses of the Web have. */
export function unpackIpv6(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(2 * index).toString(16));
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
