import { adoptSocket, adoptsSockets } from "../connection/adopt_socket.ts";
import { NodeConnection } from "../connection/node_connection.ts";
import type { Connection } from "../connection.ts";
import { Libc } from "../libc.ts";
import { unixSocketAddress } from "../sockaddr.ts";
import { SOCKET } from "../socket_constants.ts";

/** A UNIX stream socket that has a name and is not connected yet. */
export interface UnixClient {
  /**
   * Connects; the connection owns the socket from then on. When that fails, the socket is closed.
   *
   * @returns undefined before Deno 2.9, which cannot take the socket over.
   * @throws {Error} the system's, EPROTOTYPE when `path` is not a stream socket.
   */
  connect(path: string): Promise<Connection | undefined>;
}

/**
 * A UNIX stream socket with our own name, by which a server may tell us apart. The runtime's
 * sockets cannot have one: the system's own calls make the socket, and the runtime takes it over.
 *
 * @param own in the file system, where it stays until somebody removes it, or a NUL and an abstract
 *   name without a file
 * @returns undefined on a system where that is impossible.
 * @throws {Error} the system's, when the name is not available.
 */
export function bindUnixClient(own: string): UnixClient | undefined {
  const libc = Libc.open();
  if (libc === undefined) return undefined;
  const fd = libc.socket(SOCKET.AF_UNIX, SOCKET.SOCK_STREAM);
  closingOnFailure(libc, fd, () => libc.bind(fd, unixSocketAddress(own)));
  return {
    async connect(path) {
      closingOnFailure(libc, fd, () => libc.connect(fd, unixSocketAddress(path)));
      if (!adoptsSockets()) {
        libc.close(fd);
        return undefined;
      }
      const socket = await adoptSocket(fd);
      return new NodeConnection(socket, { transport: "unix", path: own }, { transport: "unix", path });
    },
  };
}

function closingOnFailure(libc: Libc, fd: number, act: () => void): void {
  try {
    act();
  } catch (error) {
    libc.close(fd);
    throw error;
  }
}
