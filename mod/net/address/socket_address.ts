import { mappedIpv4 } from "./ip_literal.ts";

/** Where one end of a connection is: a host and a port, or a path in the file system. */
export type SocketAddress = InetAddress | UnixAddress;

/** An IPv4 or IPv6 address with a port. `hostname` is always numeric on an open socket. */
export interface InetAddress {
  /** The protocol above IP. */
  readonly transport: "tcp" | "udp";
  /** Without brackets. */
  readonly hostname: string;
  /** 0 to 65535. */
  readonly port: number;
}

/** A Unix-domain socket. An unnamed end has an empty path. */
export interface UnixAddress {
  /** A stream of bytes, or packets with boundaries. */
  readonly transport: "unix" | "unixpacket";
  /** Where in the file system. */
  readonly path: string;
}

/**
 * An address as `netstat` would show it: `127.0.0.1:8765`, `[::1]:8765`, or the path.
 *
 * An IPv4 peer of a dual-stack socket reaches us as `::ffff:127.0.0.1` (RFC 4291 §2.5.5.2) and is
 * shown as the plain IPv4 address.
 */
export function formatAddress(address: SocketAddress): string {
  if ("path" in address) return address.path === "" ? "(unnamed)" : address.path;
  return formatHostPort(plainHostname(address.hostname), address.port);
}

/** A host and a port as one word; an IPv6 address gets its brackets (RFC 3986 §3.2.2). */
export function formatHostPort(hostname: string, port: number): string {
  return hostname.includes(":") ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}

/** The hostname without the IPv4-mapped prefix, if it has one. */
export function plainHostname(hostname: string): string {
  return mappedIpv4(hostname) ?? hostname;
}

/** Whether this is an IPv4-mapped IPv6 address, such as `::ffff:a.b.c.d`. */
export function isMappedIpv4(hostname: string): boolean {
  return mappedIpv4(hostname) !== undefined;
}
