/** Addresses as people write them, taken apart. Names are looked up elsewhere. */

/**
 * The address as one number; NaN when it is not an IPv4 address. A number with a zero in front is none: some
 * systems read it as octal, so what was checked would not be what is connected to (RFC 6943, section 3.1.1).
 */
export function ipv4Number(host: string): number {
  const parts = host.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return NaN;
  }
  return parts.reduce((number, part) => number * 256 + Number(part), 0);
}

/** True for an IPv6 literal (with or without a zone). */
export function isIpv6(host: string): boolean {
  return host.includes(":");
}

/** 4 or 6 for a numeric address; undefined for a name, which still has to be looked up. */
export function literalFamily(host: string): 4 | 6 | undefined {
  if (isIpv6(host)) return ipv6Groups(host) === undefined ? undefined : 6;
  return Number.isNaN(ipv4Number(host)) ? undefined : 4;
}

/** The eight groups of an IPv6 literal as numbers; undefined when it is not one. */
export function ipv6Groups(host: string): number[] | undefined {
  const [head = "", tail, ...more] = withoutIpv4Tail(host.replace(/%.*$/, "")).split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - left.length - right.length;
  // `::` stands for at least one group of zeros, and may appear only once.
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return undefined;
  const groups = [...left, ...Array<string>(Math.max(0, missing)).fill("0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.map((group) => parseInt(group, 16));
}

/**
 * The IPv4 address that is mapped into IPv6 (RFC 4291, section 2.5.5.2), however it is written:
 * `::ffff:127.0.0.1` and `0:0:0:0:0:ffff:7f00:1` are 127.0.0.1; undefined when there is none.
 */
export function mappedIpv4(host: string): string | undefined {
  if (!/^[0:]*:ffff:/i.test(host)) return undefined;
  const groups = ipv6Groups(host);
  if (groups === undefined || groups[5] !== 0xffff || groups.slice(0, 5).some((group) => group > 0)) {
    return undefined;
  }
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/**
 * The network that belongs to one customer: an IPv4 address by itself, an IPv6 one with the 64 bits
 * that its host chooses left out (RFC 6177, RFC 4291 §2.5.1). Anything that is not an address is
 * returned unchanged.
 */
export function networkOf(host: string): string {
  const mapped = mappedIpv4(host);
  if (mapped !== undefined) return mapped;
  const groups = isIpv6(host) ? ipv6Groups(host) : undefined;
  if (groups === undefined) return host;
  return `${groups.slice(0, 4).map((group) => group.toString(16)).join(":")}::/64`;
}

function withoutIpv4Tail(host: string): string {
  const tail = /(?<=:)(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/.exec(host);
  const parts = tail?.[0].split(".").map(Number) ?? [];
  if (tail === null || !parts.every((part) => part < 256)) return host; // the dots will not pass for a group
  const [a, b, c, d] = parts as [number, number, number, number];
  return `${host.slice(0, tail.index)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** A host as it stands in an address, an IPv6 one without its brackets. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}
