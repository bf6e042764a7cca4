import { plainHostname } from "../address/socket_address.ts";
import { SOCKET } from "../socket_constants.ts";

/**
 * Gives the name of one end of a socket as the kernel lays it out (a sockaddr); `undefined` for
 * anything but a connection.
 */
export type SocketName = (descriptor: number) => Uint8Array | undefined;

/**
 * The file descriptor of an open TCP or TLS socket on Linux.
 *
 * The runtime keeps it under a private symbol, but only for plain sockets that were accepted. For
 * any other socket, every descriptor of this process is checked for these two ends; no two sockets
 * have the same pair.
 *
 * @param local as getsockname(2) tells it.
 * @param remote as getpeername(2) tells it.
 * @returns `undefined` where it cannot be found.
 */
export function socketDescriptor(
  socket: Deno.Conn,
  local: SocketName,
  remote: SocketName,
): number | undefined {
  const symbol = Object.getOwnPropertySymbols(socket).find((each) => each.description === "Deno.internal.fd");
  const kept = symbol === undefined ? undefined : Reflect.get(socket, symbol);
  if (typeof kept === "number" && kept >= 0) return kept;
  if (socket.localAddr.transport !== "tcp") return undefined;
  for (const [descriptor, name] of namedDescriptors(remote)) {
    if (isOf(socket, descriptor, name, local)) return descriptor;
  }
  return undefined;
}

/** Every descriptor of this process that has such a name, from the bottom, with its name. */
export function* namedDescriptors(nameOf: SocketName): Generator<[descriptor: number, name: Uint8Array]> {
  for (let descriptor = 0, gap = 0; gap < LONGEST_GAP; descriptor++) {
    const name = nameOf(descriptor);
    gap = name === undefined ? gap + 1 : 0;
    if (name !== undefined) yield [descriptor, name];
  }
}

/**
 * The same for a socket that was opened a moment ago, without looking at all of them: the system gives out
 * the lowest descriptor that is free.
 *
 * @param free the lowest one that is free now
 */
export function latestDescriptor(
  socket: Deno.Conn,
  free: number,
  local: SocketName,
  remote: SocketName,
): number | undefined {
  for (let descriptor = free - 1; descriptor >= Math.max(0, free - LATEST); descriptor--) {
    const name = remote(descriptor);
    if (name !== undefined && isOf(socket, descriptor, name, local)) return descriptor;
  }
  return undefined;
}

/** How many descriptors between the two may be in use: they were opened before, or since. */
const LATEST = 128;

/** Whether these are the two ends of the socket. */
function isOf(
  { localAddr, remoteAddr }: Deno.Conn,
  descriptor: number,
  peer: Uint8Array,
  local: SocketName,
): boolean {
  if (localAddr.transport !== "tcp" || remoteAddr.transport !== "tcp") return false;
  if (portIn(peer) !== remoteAddr.port || parseName(peer) !== endOf(remoteAddr)) return false;
  const own = local(descriptor);
  return own !== undefined && parseName(own) === endOf(localAddr);
}

/**
 * Descriptors are given out from the bottom: after this many in a row without a connection, there
 * are no more.
 */
const LONGEST_GAP = 4096;

const { AF_INET, AF_INET6 } = SOCKET;

/** Whether the name of a socket, as the kernel lays it out, is this one. */
export function isNamed(
  name: Uint8Array,
  local: { readonly hostname: string; readonly port: number },
): boolean {
  return portIn(name) === local.port && parseName(name) === endOf(local);
}

/** The port, where there is one: it is in the same place in both kinds of name. */
function portIn(name: Uint8Array): number {
  return (name[2] ?? 0) << 8 | (name[3] ?? 0);
}

/** Address and port of a `sockaddr_in` or `sockaddr_in6`, as one text. */
function parseName(name: Uint8Array): string | undefined {
  const [family] = new Uint16Array(name.buffer, name.byteOffset, 1);
  if (family !== AF_INET && family !== AF_INET6) return undefined;
  const view = new DataView(name.buffer, name.byteOffset, name.length);
  const port = portIn(name);
  if (family === AF_INET) return endOf({ hostname: name.subarray(4, 8).join("."), port });
  const groups = Array.from({ length: 8 }, (_, group) => view.getUint16(8 + 2 * group).toString(16));
  const mapped = groups.slice(0, 6).join() === "0,0,0,0,0,ffff";
  return endOf({ hostname: mapped ? name.subarray(20, 24).join(".") : groups.join(":"), port });
}

/** The same text for an address in any spelling. */
function endOf({ hostname, port }: { hostname: string; port: number }): string {
  const plain = plainHostname(hostname).replace(/%.*$/, "");
  return `${plain.includes(":") ? new URL(`http://[${plain}]`).hostname : plain} ${port}`;
}
