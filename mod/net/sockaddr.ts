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

/** `sockaddr_in6` of every address. */
export function anyIpv6Address(port: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(28);
  new Uint16Array(bytes.buffer, 0, 1)[0] = SOCKET.AF_INET6;
  new DataView(bytes.buffer).setUint16(2, port);
  return bytes;
}
