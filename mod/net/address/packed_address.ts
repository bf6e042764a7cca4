/**
 * The text of an address of 4 bytes (IPv4) or 16 (IPv6); an IPv4 address that is mapped into IPv6 comes out as
 * what it is.
 */
export function unpackAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(2 * index));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return bytes.subarray(12).join(".");
  }
  return shortIpv6(groups);
}

/** The usual short form: the longest run of zeros is left out (RFC 5952, section 4). */
function shortIpv6(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(":");
  const runs = text.match(/\b0(?::0)+\b/g) ?? [];
  const longest = runs.reduce((best, run) => run.length > best.length ? run : best, "");
  if (longest === "") return text;
  const at = text.search(new RegExp(`(?<![\\da-f])${longest}(?![\\da-f])`));
  return `${text.slice(0, at).replace(/:$/, "")}::${text.slice(at + longest.length).replace(/^:/, "")}`;
}
