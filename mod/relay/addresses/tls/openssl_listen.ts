import { secureServer, type TlsOptions, underTls } from "../../../net/tls/secure.ts";
import type { TlsConnection } from "../../../net/tls/tls_connection.ts";
import { TlsError } from "../../../net/tls/tls_error.ts";
import type { Connection } from "../../../net/connection.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { acceptPrepared } from "../inet/accept_tcp.ts";
import { listenTcp } from "../inet/listen_tcp.ts";
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
  const secure = await securingAccepted(request);
  const serve = proxyServer(request);
  const listener = await withRetryOptions(request, () => listenTcp(request, request.parameters[0]!));
  const accept = async (each: Connection, signal: AbortSignal) => {
    const secured = await secure(each, signal);
    return tlsEndpoint(secured, request.context, await serve?.(secured, signal));
  };
  yield* acceptPrepared(request, listener, accept, HANDSHAKE);
}

/** Makes the step that secures a connection that somebody made to us; also for WebSocket over TLS. */
export async function securingAccepted(
  request: OpenRequest,
): Promise<(connection: Connection, signal: AbortSignal) => Promise<TlsConnection>> {
  const tls: TlsOptions = {
    ...await preparedTls(request),
    ...isForAnybody(request) ? { verify: false } : {},
    peerName: request.options.text("openssl-commonname"),
  };
  return async (connection, signal) => {
    try {
      return await secureServer(underTls(connection), tls, signal);
    } catch (error) {
      throw error instanceof TlsError ? tlsFailure(error) : error;
    }
  };
}

/** Browsers have no certificate: WSS-LISTEN asks for one only when the options speak of it. */
function isForAnybody({ type, options }: OpenRequest): boolean {
  return type === "wss-listen" &&
    !["openssl-verify", "openssl-cafile", "openssl-capath"].some((name) => options.has(name));
}
