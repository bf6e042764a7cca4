import { isIpv6 } from "../../../net/address/ip_literal.ts";
import { type InetAddress, plainHostname } from "../../../net/address/socket_address.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import { onReservedPort } from "../../../net/tcp/reserved_port.ts";
import { bindDatagrams, type BindOptions, type DatagramSocket } from "../../../net/udp/datagram_socket.ts";
import { setMulticastOptions } from "../../../net/udp/multicast.ts";
import { RelayError } from "../../relay_endpoint.ts";
import { inetName } from "../../socket_name.ts";
import type { OpenRequest } from "../address_type.ts";
import { bindFailed } from "../inet/listen_tcp.ts";
import { SettingError } from "../../../net/descriptor/socket_settings.ts";
import { settingFailure } from "../own_socket/setting_failure.ts";
import { ownSocket } from "../own_socket/wants_own_socket.ts";
import { nameServer } from "../inet/name_server.ts";
import { portNumber } from "../inet/port_number.ts";
import { addressesOf, listenFamily, localEnd, preferredFamily, requiredFamily } from "../inet/resolve.ts";

/** Where datagrams go. */
export async function udpTarget(request: OpenRequest, host: string, service: string): Promise<InetAddress> {
  const port = portNumber(service, "udp");
  const bind = localEnd(request).host;
  const bound = bind === undefined
    ? undefined
    : (await addressesOf(bind, requiredFamily(request), undefined))[0]!;
  const family = requiredFamily(request) ?? (bound === undefined ? undefined : isIpv6(bound) ? 6 : 4);
  const asked = await nameServer(request, family).resolve?.(host);
  const hostname = (asked ?? await addressesOf(host, family, preferredFamily(request)))[0]!;
  return { transport: "udp", hostname, port };
}

/**
 * A socket to send from: any port, or the one `bind=`, `sourceport=`, `lowport` say; of the target's family.
 *
 * @param connect connects it to the target
 */
export async function udpSender(
  request: OpenRequest,
  target: InetAddress,
  connect?: BindOptions["connect"],
): Promise<DatagramSocket> {
  const { host, port } = localEnd(request);
  const v6 = isIpv6(target.hostname);
  const hostname = host === undefined
    ? (v6 ? "::" : "0.0.0.0")
    : (await addressesOf(host, v6 ? 6 : 4, undefined))[0]!;
  const bind = (port: number) => told({ hostname, port }, open(request, { hostname, port }, connect));
  if (port !== undefined) return await bind(portNumber(port, "udp"));
  if (!request.options.flag("lowport")) return await bind(0);
  return await told(
    { hostname, port: 0 },
    onReservedPort((port) => open(request, { hostname, port }, connect)),
  );
}

/** A socket on the port of the request. */
export async function udpReceiver(request: OpenRequest, service: string): Promise<DatagramSocket> {
  const port = portNumber(service, "udp");
  const { host } = localEnd(request);
  const any = listenFamily(request) === 6 ? "::" : "0.0.0.0";
  const family = requiredFamily(request);
  const hostname = host === undefined ? any : (await addressesOf(host, family, preferredFamily(request)))[0]!;
  return await bindUdp(request, { hostname, port });
}

function bindUdp(request: OpenRequest, local: HostPort): Promise<DatagramSocket> {
  return told(local, open(request, local));
}

/** @throws {RelayError} in place of the system's error */
async function told(local: HostPort, opening: Promise<DatagramSocket>): Promise<DatagramSocket> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof SettingError) throw settingFailure(error);
    throw error instanceof RelayError ? error : bindFailed(local, error);
  }
}

/** @throws {Error} the system's, when the port is not available */
async function open(
  request: OpenRequest,
  local: HostPort,
  connect?: BindOptions["connect"],
): Promise<DatagramSocket> {
  const { options, context } = request;
  context.log.debug(() => `bind(5, ${inetName(local)}, ${isIpv6(local.hostname) ? 28 : 16})`);
  const own = await ownSocket(request);
  const making = own && await import("../../../net/descriptor/own_datagrams.ts");
  const socket = bound(local, {
    connect,
    reuseAddress: options.flag("so-reuseaddr") || options.flag("so-reuseport"),
    ...making && { making: (listen) => making.makeDatagramSocket(local, own, listen) },
  });
  await joinGroups(request, socket);
  context.log.info(() => `bound to ${inetName(socket.address)}`);
  return socket;
}

function bound(local: HostPort, options: BindOptions): DatagramSocket {
  try {
    return bindDatagrams(local, options);
  } catch (error) {
    throw (error as Error).cause ?? error;
  }
}

async function joinGroups({ options, context }: OpenRequest, socket: DatagramSocket): Promise<void> {
  const v4 = options.text("ip-add-membership");
  const v6 = options.text("ipv6-join-group");
  try {
    const ttl = options.number("ip-multicast-ttl");
    const loopback = options.has("ip-multicast-loop") ? options.flag("ip-multicast-loop") : undefined;
    const leaving = { interface: options.text("ip-multicast-if"), ttl, loopback };
    const asked = Object.values(leaving).some((value) => value !== undefined);
    const set = asked && setMulticastOptions(socket.address, leaving);
    if (v4 !== undefined) {
      const [group = "", iface] = v4.split(":");
      await socket.joinGroup(group, { interface: iface, ...(set ? {} : { ttl, loopback }) });
    } else if (asked && !set) {
      context.log.inVain(
        "ip-multicast-ttl, ip-multicast-loop: without the C library of Linux they take ip-add-membership",
      );
    }
    if (v6 !== undefined) {
      const [, group = "", iface] = /^\[?([^\]]*)\]?(?::(\w+))?$/.exec(v6) ?? [];
      await socket.joinGroup(group, { interface: iface });
    }
  } catch (error) {
    throw new RelayError(`multicast: ${errorText(error)}`);
  }
}

/** Whether two addresses are one. Asked for each datagram: mostly they are spelled alike. */
export function isSamePeer(one: InetAddress, other: InetAddress): boolean {
  return one.port === other.port &&
    (one.hostname === other.hostname || plainHostname(one.hostname) === plainHostname(other.hostname));
}

/** The name of a peer; over IPv4, its IPv4 one. */
export function nameOf({ hostname, port }: InetAddress): HostPort {
  return { hostname: plainHostname(hostname), port };
}
