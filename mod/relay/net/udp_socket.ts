import { isIpv6, unmapped } from "../../net/address/ip_literal.ts";
import type { OpenRequest } from "../addresses/address_type.ts";
import { RelayError } from "../relay_endpoint.ts";
import { bindFailed } from "./accept_tcp.ts";
import { randomLowPort } from "./dial_tcp.ts";
import { portNumber } from "./port_number.ts";
import { listenFamily, localEnd, requiredFamily, resolveHost } from "./resolve.ts";
import { type InetName, inetName } from "./socket_name.ts";
import { receiveAgain } from "../../net/udp/receive_again.ts";
import { errorText } from "../../net/errors/system_error.ts";

/** A UDP socket of the runtime. */
export interface UdpSocket {
  receive(buffer: Uint8Array): Promise<[Uint8Array, Deno.NetAddr]>;
  send(bytes: Uint8Array, to: Deno.NetAddr): Promise<number>;
  /** Idempotent. */
  close(): void;
  readonly local: InetName;
  /** False once it has been closed. */
  readonly open: boolean;
}

/** Where datagrams go. */
export async function udpTarget(request: OpenRequest, host: string, service: string): Promise<Deno.NetAddr> {
  const port = portNumber(service, "udp");
  const bind = localEnd(request).host;
  const bound = bind === undefined
    ? undefined
    : (await resolveHost(bind, requiredFamily(request), undefined))[0]!;
  const family = requiredFamily(request) ?? (bound === undefined ? undefined : isIpv6(bound) ? 6 : 4);
  const hostname = (await resolveHost(host, family, request.context.ipVersion ?? 4))[0]!;
  return { transport: "udp", hostname, port };
}

/** A socket to send from: any port, or the one `bind=`, `sourceport=`, `lowport` say; of the target's family. */
export async function udpSender(request: OpenRequest, target: Deno.NetAddr): Promise<UdpSocket> {
  const { host, port } = localEnd(request);
  const v6 = isIpv6(target.hostname);
  const local = host === undefined
    ? (v6 ? "::" : "0.0.0.0")
    : (await resolveHost(host, v6 ? 6 : 4, undefined))[0]!;
  if (port === undefined && request.options.flag("lowport")) return await onLowPort(request, local);
  return await bindUdp(request, { host: local, port: port === undefined ? 0 : portNumber(port, "udp") });
}

async function onLowPort(request: OpenRequest, host: string): Promise<UdpSocket> {
  for (let attempt = 0;; attempt++) {
    try {
      return await bindUdp(request, { host, port: randomLowPort() });
    } catch (error) {
      if (attempt > 50) throw error;
    }
  }
}

/** A socket on the port of the request. */
export async function udpReceiver(request: OpenRequest, service: string): Promise<UdpSocket> {
  const port = portNumber(service, "udp");
  const { host } = localEnd(request);
  const any = listenFamily(request) === 6 ? "::" : "0.0.0.0";
  const family = requiredFamily(request);
  const local = host === undefined
    ? any
    : (await resolveHost(host, family, request.context.ipVersion ?? 4))[0]!;
  return await bindUdp(request, { host: local, port });
}

async function bindUdp(request: OpenRequest, local: InetName): Promise<UdpSocket> {
  const { options, context } = request;
  let socket: Deno.DatagramConn;
  context.log.debug(() => `bind(5, ${inetName(local)}, ${isIpv6(local.host) ? 28 : 16})`);
  try {
    socket = Deno.listenDatagram({
      transport: "udp",
      hostname: local.host,
      port: local.port,
      reuseAddress: options.flag("so-reuseaddr") || options.flag("so-reuseport"),
      loopback: true,
    });
  } catch (error) {
    throw bindFailed(local, error);
  }
  await joinGroups(request, socket);
  const real = socket.addr as Deno.NetAddr;
  context.log.info(() => `bound to ${inetName({ host: real.hostname, port: real.port })}`);
  return wrap(socket, { host: real.hostname, port: real.port });
}

function wrap(socket: Deno.DatagramConn, local: InetName): UdpSocket {
  let open = true;
  return {
    local,
    get open() {
      return open;
    },
    close: () => {
      // Both the end of the relay and the end of its session may close it.
      if (open) socket.close();
      open = false;
    },
    send: (bytes, to) => socket.send(bytes, to),
    // An IPv4 socket has no mapped names, and what costs nothing is the sooner for it.
    receive: local.host.includes(":")
      ? (buffer) => receiveUnmapped(socket, buffer)
      : (buffer) => receive(socket, buffer),
  };
}

function receive(socket: Deno.DatagramConn, buffer: Uint8Array): Promise<[Uint8Array, Deno.NetAddr]> {
  const next = () => socket.receive(buffer) as Promise<[Uint8Array, Deno.NetAddr]>;
  return next().catch((error) => receiveAgain(error, next));
}

async function receiveUnmapped(
  socket: Deno.DatagramConn,
  buffer: Uint8Array,
): Promise<[Uint8Array, Deno.NetAddr]> {
  const [bytes, addr] = await receive(socket, buffer);
  return [bytes, { ...addr, hostname: unmapped(addr.hostname) }];
}

async function joinGroups(request: OpenRequest, socket: Deno.DatagramConn): Promise<void> {
  const { options } = request;
  const v4 = options.text("ip-add-membership");
  const v6 = options.text("ipv6-join-group");
  try {
    if (v4 !== undefined) {
      const [group = "", iface = "0.0.0.0"] = v4.split(":");
      const membership = await socket.joinMulticastV4(group, await interfaceAddress(iface));
      const ttl = options.number("ip-multicast-ttl");
      if (ttl !== undefined) await membership.setTTL(ttl);
      if (options.has("ip-multicast-loop")) await membership.setLoopback(options.flag("ip-multicast-loop"));
    }
    if (v6 !== undefined) {
      const [, group = "", iface = "0"] = /^\[?([^\]]*)\]?(?::(\w+))?$/.exec(v6) ?? [];
      await socket.joinMulticastV6(group, interfaceIndex(iface));
    }
  } catch (error) {
    throw new RelayError(`joining a multicast group failed: ${errorText(error)}`);
  }
}

/** The IPv4 address of an interface given by address, name or number. */
function interfaceAddress(text: string): Promise<string> {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) return Promise.resolve(text);
  const found = Deno.networkInterfaces().find((each) => each.name === text && each.family === "IPv4");
  if (found !== undefined) return Promise.resolve(found.address);
  throw new RelayError(`no IPv4 interface "${text}"`);
}

/** The number of an interface given by name or number; 0 lets the system choose. */
function interfaceIndex(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  try {
    return Number(Deno.readTextFileSync(`/sys/class/net/${text}/ifindex`));
  } catch {
    throw new RelayError(`no interface "${text}"`);
  }
}

/** One text for one peer. */
export function peerKey(addr: Deno.NetAddr): string {
  return `${addr.hostname}|${addr.port}`;
}

/** Whether two addresses are one. */
export function isSamePeer(one: Deno.NetAddr, other: Deno.NetAddr): boolean {
  return one.port === other.port && one.hostname === other.hostname;
}

/** The name of a peer. */
export function nameOf(addr: Deno.NetAddr): InetName {
  return { host: addr.hostname, port: addr.port };
}
