import { secureServer, type TlsOptions, underTls } from "../../../net/tls/secure.ts";
import { TlsError } from "../../../net/tls/tls_error.ts";
import type { Connection } from "../../../net/connection.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { acceptPrepared } from "../inet/accept_tcp.ts";
import { listenTcp } from "../inet/listen_tcp.ts";
import { tlsFailure } from "../inet/tls_failure.ts";
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
  const peerName = request.options.text("openssl-commonname");
  const tls = { ...await preparedTls(request), peerName };
  const listener = await withRetryOptions(request, () => listenTcp(request, request.parameters[0]!));
  yield* acceptPrepared(request, listener, (each, signal) => secure(request, each, tls, signal), HANDSHAKE);
}

async function secure(
  { context }: OpenRequest,
  connection: Connection,
  tls: TlsOptions,
  signal: AbortSignal,
): Promise<RelayEndpoint> {
  try {
    return tlsEndpoint(await secureServer(underTls(connection), tls, signal), context);
  } catch (error) {
    throw error instanceof TlsError ? tlsFailure(error) : error;
  }
}
