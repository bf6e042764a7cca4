import { adoptSocket, adoptsSockets } from "../connection/adopt_socket.ts";
import type { Connection } from "../connection.ts";
import type { InetAddress } from "../address/socket_address.ts";
import { Libc } from "../libc.ts";
import { anyIpv6Address } from "../sockaddr.ts";
import { SOCKET } from "../socket_constants.ts";
import { applyTcpOptions, type TcpOptions } from "./apply_tcp_options.ts";
import { connectionOf } from "./connect_from.ts";
import type { Listener } from "./listen.ts";

const { AF_INET6, IPPROTO_IPV6, IPV6_V6ONLY, SOCK_STREAM, SOL_SOCKET, SO_REUSEADDR } = SOCKET;
const BACKLOG = 511;
/** Milliseconds within which the closing of a listener is noticed. */
const LOOK = 250;

/**
 * Listens on every IPv6 address and on no IPv4 address, which the runtime has no option for: the
 * system's own calls make the socket and accept on it, and the runtime takes over the connections.
 * (It could take over the listener too, as a `node:net` server, but that never accepts again once
 * it has run out of descriptors.)
 *
 * @returns undefined where that is impossible: on another system, and before Deno 2.9.
 * @throws {Error} the system's, when the port is not available.
 */
export function listenOnlyIpv6(
  port: number,
  options: TcpOptions & { readonly backlog?: number | undefined } = {},
): Listener | undefined {
  const libc = adoptsSockets() ? Libc.open() : undefined;
  if (libc === undefined) return undefined;
  return new OnlyIpv6Listener(libc, boundSocket(libc, port, options.backlog ?? BACKLOG), options);
}

class OnlyIpv6Listener implements Listener {
  readonly address: InetAddress;
  readonly #libc: Libc;
  readonly #fd: number;
  readonly #options: TcpOptions;
  #open = true;

  constructor(libc: Libc, fd: number, options: TcpOptions) {
    this.#libc = libc;
    this.#fd = fd;
    this.#options = options;
    this.address = { transport: "tcp", hostname: "::", port: portOf(libc, fd) };
  }

  async accept(): Promise<Connection> {
    while (this.#open) {
      const fd = this.#libc.accept(this.#fd);
      if (fd !== undefined) return await this.#adopt(fd);
      await this.#libc.readable(this.#fd, LOOK);
    }
    throw new Deno.errors.BadResource();
  }

  close(): void {
    if (this.#open) this.#libc.close(this.#fd);
    this.#open = false;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #adopt(fd: number): Promise<Connection> {
    const socket = await adoptSocket(fd);
    if (socket.remoteAddress === undefined) {
      socket.destroy();
      throw new Deno.errors.NotConnected();
    }
    socket.on("error", () => {/* told by the reads; without a listener it would end the program */});
    applyTcpOptions(socket as unknown as Deno.TcpConn, this.#options);
    return connectionOf(socket);
  }
}

function boundSocket(libc: Libc, port: number, backlog: number): number {
  const fd = libc.socket(AF_INET6, SOCK_STREAM);
  try {
    libc.setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    libc.setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
    libc.bind(fd, anyIpv6Address(port));
    libc.listen(fd, backlog);
    return fd;
  } catch (error) {
    libc.close(fd);
    throw error;
  }
}

/** The port that the system chose: bytes 2 and 3 of a `sockaddr_in6`. */
function portOf(libc: Libc, fd: number): number {
  const name = libc.nameOf(fd);
  return name === undefined ? 0 : new DataView(name.buffer, name.byteOffset).getUint16(2);
}
