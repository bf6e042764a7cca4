import type { SocketAddress } from "../address/socket_address.ts";
import { adoptSocket, adoptsSockets } from "../connection/adopt_socket.ts";
import { NodeConnection } from "../connection/node_connection.ts";
import type { Connection } from "../connection.ts";
import type { Libc } from "../libc.ts";
import { readInetAddress, readVsockAddress } from "../sockaddr.ts";
import { SOCKET } from "../socket_constants.ts";
import { applyTcpOptions, type TcpOptions } from "../tcp/apply_tcp_options.ts";
import { DescriptorConnection } from "./descriptor_connection.ts";

/**
 * The connection over a connected stream socket of our own: through the runtime where it takes such a socket
 * over, which is faster, else past it. The connection owns the descriptor, and so does this call when it fails.
 *
 * @throws {Deno.errors.NotConnected} when the peer has gone already.
 */
export async function adoptDescriptor(
  libc: Libc,
  fd: number,
  { adopted = true, ...tcp }: TcpOptions & { readonly adopted?: boolean } = {},
): Promise<Connection> {
  const [own, peer] = [libc.nameOf(fd), libc.peerOf(fd)];
  if (own === undefined || peer === undefined) {
    libc.close(fd);
    throw new Deno.errors.NotConnected();
  }
  const [local, remote] = [readAddress(own), readAddress(peer)];
  const inet = local.transport === "tcp";
  if (!adopted || !adoptsSockets() || !ADOPTED.includes(familyOf(own))) {
    if (inet) setTcpOptions(libc, fd, tcp);
    return new DescriptorConnection(fd, local, remote);
  }
  const socket = await adoptSocket(fd);
  socket.on("error", () => {/* told by the reads; without a listener it would end the program */});
  if (inet) applyTcpOptions(socket as unknown as Deno.TcpConn, tcp);
  return new NodeConnection(socket, local, remote);
}

function setTcpOptions(libc: Libc, fd: number, { noDelay = true, keepAlive = false }: TcpOptions): void {
  try {
    libc.setOption(fd, SOCKET.IPPROTO_TCP, TCP_NODELAY, noDelay ? 1 : 0);
    if (keepAlive) libc.setOption(fd, SOCKET.SOL_SOCKET, SO_KEEPALIVE, 1);
  } catch {
    // The peer has reset the connection meanwhile: the first read will say so.
  }
}

/** Families of which the runtime takes sockets over. */
const ADOPTED: readonly number[] = [SOCKET.AF_UNIX, SOCKET.AF_INET, SOCKET.AF_INET6];
const TCP_NODELAY = 1;
const SO_KEEPALIVE = 9;

/** The address in a `sockaddr`; one of VSOCK is a path such as `vsock:3:1024`. */
export function readAddress(name: Uint8Array): SocketAddress {
  const inet = readInetAddress(name);
  if (inet !== undefined) return { transport: "tcp", ...inet };
  if (familyOf(name) === SOCKET.AF_VSOCK) {
    const { machine, port } = readVsockAddress(name);
    return { transport: "unix", path: `vsock:${machine}:${port}` };
  }
  const path = new TextDecoder().decode(name.subarray(2));
  return { transport: "unix", path: path.startsWith("\0") ? path : path.replace(/\0.*$/s, "") };
}

function familyOf(name: Uint8Array): number {
  return new Uint16Array(name.slice(0, 2).buffer)[0] ?? 0;
}
