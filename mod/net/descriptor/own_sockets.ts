import { isIpv6 } from "../address/ip_literal.ts";
import type { Connection } from "../connection.ts";
import type { Libc } from "../libc.ts";
import { inetSocketAddress } from "../sockaddr.ts";
import { SOCKET } from "../socket_constants.ts";
import type { TcpOptions } from "../tcp/apply_tcp_options.ts";
import type { HostPort } from "../tcp/dial.ts";
import { adoptDescriptor } from "./adopt_descriptor.ts";
import { DescriptorListener } from "./descriptor_listener.ts";
import { requiredDescriptors } from "./descriptors.ts";
import { inNetwork, type Network } from "./network_namespace.ts";
import { applySettings, type SocketSetting } from "./socket_settings.ts";
import { onAbort } from "../connection/on_abort.ts";

/** What a socket has to be that the runtime has no option for. */
export interface OwnSocketOptions extends TcpOptions {
  readonly settings: readonly SocketSetting[];
  /** False: it stays past the runtime, which is slower, and hears of its peer's end as the system tells it. */
  readonly adopted?: boolean;
  /** By its number; 0 lets the family choose. */
  readonly protocol?: number | undefined;
  /** Another network namespace for it. */
  readonly network?: Network | undefined;
}

const { AF_INET, AF_INET6, SOCK_STREAM, SOL_SOCKET, SO_REUSEADDR, SO_REUSEPORT } = SOCKET;

/**
 * Connects a TCP socket that we make ourselves.
 *
 * @param to numeric
 * @param from numeric; undefined: the system chooses
 * @throws {Error} the system's, a SettingError, or the signal's reason
 */
export async function connectOwn(
  to: HostPort,
  from: HostPort | undefined,
  options: OwnSocketOptions,
  signal: AbortSignal | undefined,
): Promise<Connection> {
  return await connectStream(isIpv6(to.hostname) ? AF_INET6 : AF_INET, options, signal, {
    to: inetSocketAddress(to.hostname, to.port),
    from: from && inetSocketAddress(from.hostname, from.port),
  });
}

/** The same for a stream socket of any family, between raw names. */
export async function connectStream(
  family: number,
  options: OwnSocketOptions,
  signal: AbortSignal | undefined,
  { to, from }: { readonly to: Uint8Array<ArrayBuffer>; readonly from: Uint8Array<ArrayBuffer> | undefined },
): Promise<Connection> {
  const { libc, poller } = requiredDescriptors();
  const { settings } = options;
  const fd = inNetwork(options.network, () => libc.socket(family, SOCK_STREAM, options.protocol));
  using scope = new DisposableStack();
  try {
    applySettings(libc, fd, settings, "socket");
    applySettings(libc, fd, settings, "bind");
    if (from !== undefined) {
      libc.setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
      libc.bind(fd, from);
    }
    signal?.throwIfAborted();
    scope.use(onAbort(signal, () => poller.forget(fd)));
    libc.beginConnect(fd, to);
    await poller.wait(fd, "write");
    signal?.throwIfAborted();
    libc.failureOf(fd);
    applySettings(libc, fd, settings, "connected");
  } catch (error) {
    libc.close(fd);
    throw error;
  }
  scope.dispose();
  return await adoptDescriptor(libc, fd, options);
}

/** How {@linkcode listenOwn} listens. */
export interface OwnListenOptions extends OwnSocketOptions {
  readonly backlog?: number | undefined;
  readonly reusePort?: boolean;
  /** Only IPv6 clients, so that others may have the port on IPv4. */
  readonly onlyIpv6?: boolean | undefined;
}

/**
 * Listens on a TCP socket that we make ourselves.
 *
 * @param at numeric
 * @throws {Error} the system's, or a SettingError
 */
export function listenOwn(at: HostPort, options: OwnListenOptions): DescriptorListener {
  const family = isIpv6(at.hostname) ? AF_INET6 : AF_INET;
  return listenStream(family, options, inetSocketAddress(at.hostname, at.port), (libc, fd) => {
    libc.setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    if (options.reusePort) libc.setOption(fd, SOL_SOCKET, SO_REUSEPORT, 1);
    if (options.onlyIpv6 !== undefined && family === AF_INET6) {
      libc.setOption(fd, SOCKET.IPPROTO_IPV6, SOCKET.IPV6_V6ONLY, options.onlyIpv6 ? 1 : 0);
    }
  });
}

/** The same for a stream socket of any family; `prepare` runs before it is bound. */
export function listenStream(
  family: number,
  options: OwnListenOptions,
  name: Uint8Array<ArrayBuffer>,
  prepare: (libc: Libc, fd: number) => void = () => {},
): DescriptorListener {
  const { libc } = requiredDescriptors();
  const { settings } = options;
  const fd = inNetwork(options.network, () => libc.socket(family, SOCK_STREAM, options.protocol));
  try {
    applySettings(libc, fd, settings, "socket");
    prepare(libc, fd);
    applySettings(libc, fd, settings, "bind");
    libc.bind(fd, name);
    libc.listen(fd, options.backlog ?? BACKLOG);
    return new DescriptorListener(fd, options, settings);
  } catch (error) {
    libc.close(fd);
    throw error;
  }
}

const BACKLOG = 511;
