import { listenNatively, NativeServerConnection } from "../../../net/tls/native_server.ts";
import { hasNodeTls } from "../../../net/tls/has_node_tls.ts";
import { secureServer, type TlsOptions, underTls } from "../../../net/tls/secure.ts";
import { TlsError } from "../../../net/tls/tls_error.ts";
import type { Connection } from "../../../net/connection.ts";
import type { Listener } from "../../../net/tcp/listen.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { acceptPrepared } from "../inet/accept_tcp.ts";
import { listenAs, listenTcp } from "../inet/listen_tcp.ts";
import { tlsFailure } from "../inet/tls_failure.ts";
import { proxyServer } from "../proxy_server/serve_proxy.ts";
import { withRetryOptions } from "../retries.ts";
import { preparedTls } from "./prepare_tls.ts";
import { tlsEndpoint } from "./tls_endpoint.ts";

/** A client that has not finished its handshake by then is turned away, milliseconds. */
const HANDSHAKE = 30_000;

/**
 * `OPENSSL-LISTEN:port`: a TLS connection that somebody makes. The client must show a certificate that
 * `cafile=` trusts, unless `verify=0`: this is what socat does, and it surprises most people when
 * they first meet it.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const { listen, secure } = await tlsServing(request);
  const serve = proxyServer(request);
  const listener = await withRetryOptions(request, listen);
  const accept = async (each: Connection, signal: AbortSignal) => {
    const secured = await secure(each, signal);
    return tlsEndpoint(secured, request.context, await serve?.(secured, signal));
  };
  yield* acceptPrepared(request, listener, accept, HANDSHAKE);
}

/** The two steps of a server over TLS. */
export interface TlsServing {
  /** Opens the socket, for the port of the request. */
  listen(): Promise<Listener>;
  /** Shakes hands with a client of it, who is let go of when that fails. @throws {RelayError} */
  secure(connection: Connection, signal: AbortSignal): Promise<Connection>;
}

/** How connections that somebody makes to us are secured; also for WebSocket over TLS. */
export async function tlsServing(request: OpenRequest): Promise<TlsServing> {
  const tls: TlsOptions = {
    ...await preparedTls(request),
    ...isForAnybody(request) ? { verify: false } : {},
    peerName: request.options.text("openssl-commonname"),
  };
  return {
    listen: () => listening(request, tls),
    async secure(connection, signal) {
      try {
        return await shakeHands(connection, tls, signal);
      } catch (error) {
        throw error instanceof TlsError ? tlsFailure(error) : error;
      }
    },
  };
}

/** Browsers have no certificate: WSS-LISTEN asks for one only when the options speak of it. */
function isForAnybody({ type, options }: OpenRequest): boolean {
  return type === "wss-listen" &&
    !["openssl-verify", "openssl-cafile", "openssl-capath"].some((name) => options.has(name));
}

/** Before Deno 2.9 only the runtime's own server finishes a handshake. */
function listening(request: OpenRequest, { cert, key }: TlsOptions): Promise<Listener> {
  const [port] = request.parameters as [string];
  if (hasNodeTls()) return listenTcp(request, port);
  return listenAs(request, port, (at, options) => listenNatively(at, { cert: cert!, key: key! }, options));
}

async function shakeHands(connection: Connection, tls: TlsOptions, signal: AbortSignal): Promise<Connection> {
  if (!(connection instanceof NativeServerConnection)) {
    return await secureServer(underTls(connection), tls, signal);
  }
  try {
    return await connection.handshake(signal);
  } catch (cause) {
    throw new TlsError("handshake", { cause });
  }
}
