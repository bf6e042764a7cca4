import { ipv4Number, ipv6Groups, isIpv6, mappedIpv4 } from "./address/ip_literal.ts";
import { unpackIpv6 } from "./address/packed_address.ts";
import { SOCKET } from "./socket_constants.ts";

/** Socket addresses as Linux lays them out in memory. */

/** `sockaddr_un`: a path, or a NUL and an abstract name without a file. */
export function unixSocketAddress(path: string): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(path);
  const bytes = new Uint8Array(2 + name.length + (path.startsWith("\0") ? 0 : 1));
  new Uint16Array(bytes.buffer, 0, 1)[0] = SOCKET.AF_UNIX;
  bytes.set(name, 2);
  return bytes;
}

/** `sockaddr_in` or `sockaddr_in6` of a numeric address. */
export function inetSocketAddress(hostname: string, port: number): Uint8Array<ArrayBuffer> {
  const groups = isIpv6(hostname) ? ipv6Groups(hostname) : undefined;
  const bytes = new Uint8Array(groups === undefined ? 16 : 28);
  const view = new DataView(bytes.buffer);
  new Uint16Array(bytes.buffer, 0, 1)[0] = groups === undefined ? SOCKET.AF_INET : SOCKET.AF_INET6;
  view.setUint16(2, port);
  if (groups === undefined) view.setUint32(4, ipv4Number(hostname));
  else groups.forEach((group, index) => view.setUint16(8 + 2 * index, group));
  return bytes;
}

/** `sockaddr_vm`: a machine (host or guest) and a port of it. */
export function vsockSocketAddress(machine: number, port: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16);
  new Uint16Array(bytes.buffer, 0, 1)[0] = SOCKET.AF_VSOCK;
  new Uint32Array(bytes.buffer, 4, 2).set([port, machine]);
  return bytes;
}

/** Machine and port of a `sockaddr_vm`. */
export function readVsockAddress(name: Uint8Array): { machine: number; port: number } {
  const [port = 0, machine = 0] = new Uint32Array(name.slice(4, 12).buffer);
  return { machine, port };
}

/**
 * Address and port of a `sockaddr_in` or `sockaddr_in6`; undefined for any other.
 */
export function readInetAddress(name: Uint8Array): { hostname: string; port: number } | undefined {
  const [family] = new Uint16Array(name.slice(0, 2).buffer);
  const view = new DataView(name.buffer, name.byteOffset, name.length);
  if (family === SOCKET.AF_INET) return { hostname: name.subarray(4, 8).join("."), port: view.getUint16(2) };
  if (family !== SOCKET.AF_INET6) return undefined;
  const text = unpackIpv6(name.subarray(8, 24));
  const mapped = mappedIpv4(text);
  const hostname = mapped === undefined ? text : `::ffff:${mapped}`;
  return { hostname, port: view.getUint16(2) };
}
