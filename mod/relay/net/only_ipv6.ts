import type { Socket } from "node:net";
import type { OpenRequest } from "../addresses/address_type.ts";
import { RelayError } from "../relay_endpoint.ts";
import { adoptSocket, adoptsSockets } from "./adopt_socket.ts";
import type { TcpConn, TcpListener } from "./accept_tcp.ts";
import { Libc } from "./libc.ts";
import { portNumber } from "./port_number.ts";
import { bareHost, listenFamily, localEnd } from "./resolve.ts";
import { AF_INET6, anyIpv6Address, SOCK_STREAM } from "./socket_address.ts";
import { inetName } from "./socket_name.ts";
import { errorText } from "../../net/errors/system_error.ts";

const [SOL_SOCKET, SO_REUSEADDR, IPPROTO_IPV6, IPV6_V6ONLY] = [1, 2, 41, 26];
const BACKLOG = 511;
/** Milliseconds after which a listener that was closed meanwhile is noticed. */
const LOOK = 250;

/** A connection that the system's own calls accepted. */
export interface AdoptedConn extends TcpConn {
  readonly socket: Socket;
}

/**
 * Listens on every IPv6 address and on no IPv4 address, which the runtime has no option for: the system's own calls make the
 * socket and accept on it, and the runtime takes over the connections. (It could take over the listener too, as a server of
 * `node:net`, which never accepts again once it has run out of descriptors.)
 *
 * @returns undefined where that cannot be had (on another system, and before Deno 2.9), or is not wanted: `bind=` names an
 *   address
 */
export function listenOnlyIpv6(
  request: OpenRequest,
  service: string,
): TcpListener<AdoptedConn> | undefined {
  const libc = isEverywhere(request) && adoptsSockets() ? Libc.open() : undefined;
  if (libc === undefined) return undefined;
  const { context, options } = request;
  const fd = boundSocket(libc, portNumber(service, "tcp"), options.number("backlog") ?? BACKLOG);
  const port = portOf(libc, fd);
  context.log.notice(() => `listening on ${inetName({ host: "::", port })}`);
  context.tracer.emit({ event: "listen", local: { transport: "tcp", hostname: "::", port } });
  return new OnlyIpv6Listener(libc, fd);
}

function isEverywhere(request: OpenRequest): boolean {
  const { host } = localEnd(request);
  return host === undefined ? listenFamily(request) === 6 : bareHost(host) === "::";
}

class OnlyIpv6Listener implements TcpListener<AdoptedConn> {
  readonly #libc: Libc;
  readonly #fd: number;
  #open = true;

  constructor(libc: Libc, fd: number) {
    this.#libc = libc;
    this.#fd = fd;
  }

  async accept(): Promise<AdoptedConn> {
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

  async #adopt(fd: number): Promise<AdoptedConn> {
    const socket = await adoptSocket(fd);
    if (socket === undefined) throw new RelayError("this runtime cannot take over a connection");
    if (socket.remoteAddress === undefined) {
      socket.destroy();
      throw new Deno.errors.NotConnected();
    }
    socket.on("error", () => {/* told to whoever reads; without a listener it would end the program */});
    return {
      socket,
      localAddr: { hostname: socket.localAddress ?? "::", port: socket.localPort ?? 0 },
      remoteAddr: { hostname: socket.remoteAddress, port: socket.remotePort ?? 0 },
      setNoDelay: (on) => void socket.setNoDelay(on),
      setKeepAlive: (on) => void socket.setKeepAlive(on),
      close: () => void socket.destroy(),
    };
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
    throw new RelayError(`bind(5, {${inetName({ host: "::", port })}}, 28): ${errorText(error)}`);
  }
}

/** The port that the system chose: bytes 2 and 3 of a `sockaddr_in6`. */
function portOf(libc: Libc, fd: number): number {
  const name = libc.nameOf(fd);
  return name === undefined ? 0 : new DataView(name.buffer, name.byteOffset).getUint16(2);
}
