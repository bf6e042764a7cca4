import type { TLSSocket } from "node:tls";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { connectFrom, dialEach, stopAfter } from "../../net/dial_tcp.ts";
import { bareHost } from "../../net/resolve.ts";
import { connecting } from "../../net/retries.ts";
import { type InetName, inetName } from "../../net/socket_name.ts";
import { secured, tlsEndpoint } from "../../net/tls_endpoint.ts";
import { tlsMaterial } from "../../net/tls_material.ts";
import { verifyPeer } from "../../net/verify_peer.ts";
import type { OpenRequest } from "../address_type.ts";

/** `OPENSSL:host:port`: a TLS connection that we make; the peer is verified unless `verify=0`. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [host, port] = request.parameters as [string, string];
  return connecting(request, () => dialTls(request, host, port));
}

/** Connects and secures; also for WebSocket over TLS. */
export function dialTls(request: OpenRequest, host: string, service: string): Promise<RelayEndpoint> {
  return dialEach(request, host, service, (to, from) => dialOne(request, bareHost(host), to, from));
}

async function dialOne(
  request: OpenRequest,
  host: string,
  to: InetName,
  from: InetName | undefined,
): Promise<RelayEndpoint> {
  request.context.log.notice(() => `opening connection to ${inetName(to)}`);
  using stop = stopAfter(request.options.number("connect-timeout"), request.context.signal);
  const socket = await connectFrom(to, from, stop.signal, request.options.flag("lowport"));
  const secure = await secureSocket(request, host, socket, stop.signal);
  const local = { host: socket.localAddress ?? "", port: socket.localPort ?? 0 };
  request.context.log.notice(() => `successfully connected from local address ${inetName(local)}`);
  return tlsEndpoint(secure, request, local, to);
}

async function secureSocket(
  request: OpenRequest,
  host: string,
  socket: import("node:net").Socket,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const { connect } = await import("node:tls");
  const { options } = request;
  const material = tlsMaterial(request);
  const verify = !options.has("openssl-verify") || options.flag("openssl-verify");
  const alpn = options.text("openssl-alpn");
  const secure = connect(
    {
      ...material,
      socket,
      allowHalfOpen: true,
      rejectUnauthorized: verify,
      // Names are compared by verifyPeer, common names included.
      checkServerIdentity: () => undefined,
      ...(alpn === undefined ? {} : { ALPNProtocols: alpn.split(/[ ;]/) }),
      ...serverName(request, host),
    } as import("node:tls").ConnectionOptions,
  );
  try {
    await secured(secure, "secureConnect", signal);
    if (verify) {
      const name = options.has("openssl-commonname") ? options.text("openssl-commonname") : host;
      verifyPeer(secure.getPeerCertificate(), { ca: material.ca, name });
    }
    return secure;
  } catch (error) {
    secure.destroy();
    socket.destroy();
    throw error;
  }
}

function serverName(request: OpenRequest, host: string): { servername?: string } {
  const { options } = request;
  if (options.flag("openssl-no-sni")) return {};
  const name = options.text("openssl-snihost") ?? options.text("openssl-commonname") ?? host;
  // A server name is never an address (RFC 6066, section 3).
  return name === "" || /^[\d.]+$|:/.test(name) ? {} : { servername: name };
}
