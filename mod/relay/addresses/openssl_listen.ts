import type { TLSSocket } from "node:tls";
import { type Endpoint, RelayError } from "../endpoint.ts";
import { stopAfter } from "../net/dial_tcp.ts";
import { acceptNode, type NodeAccepted } from "../net/node_listen.ts";
import { withRetries } from "../net/retries.ts";
import { inetName } from "../net/socket_name.ts";
import { secured, tlsEndpoint } from "../net/tls_endpoint.ts";
import { tlsMaterial } from "../net/tls_material.ts";
import { verifyPeer } from "../net/verify_peer.ts";
import { reportFailure } from "../report_failure.ts";
import type { OpenRequest } from "./address_type.ts";

/**
 * `OPENSSL-LISTEN:port`: a TLS connection that somebody makes. The client must show a certificate that `cafile=`
 * trusts, unless `verify=0`: this is what socat does, and what surprises most people who meet it first.
 */
export async function* open(request: OpenRequest): AsyncGenerator<Endpoint> {
  const { options, context } = request;
  if (!options.has("openssl-certificate")) {
    throw new RelayError(
      "OPENSSL-LISTEN needs a certificate",
      "  cert=FILE names it (with its key in the same file, or key=FILE)",
    );
  }
  const material = tlsMaterial(request);
  const connections = acceptNode(
    request,
    request.parameters[0]!,
    (accepted) => secure(request, accepted, material),
  );
  const fork = options.flag("fork");
  const first = await withRetries(request, () => connections.next());
  for (let next = first; !next.done; next = await connections.next()) {
    if (next.value instanceof Error) {
      if (!fork) throw next.value;
      reportFailure(context.log, next.value);
      continue;
    }
    if (!fork) await connections.return(undefined);
    yield next.value;
    if (!fork) return;
  }
}

/** A client that has not finished its handshake by then is turned away, milliseconds. */
const HANDSHAKE = 30_000;

async function secure(
  request: OpenRequest,
  { socket, local, peer }: NodeAccepted,
  material: ReturnType<typeof tlsMaterial>,
): Promise<Endpoint> {
  const { TLSSocket } = await import("node:tls");
  request.context.log.notice(() => `accepting connection from ${inetName(peer)} on ${inetName(local)}`);
  const verify = !request.options.has("openssl-verify") || request.options.flag("openssl-verify");
  const secure = new TLSSocket(
    socket,
    {
      ...material,
      isServer: true,
      allowHalfOpen: true,
      requestCert: verify,
      rejectUnauthorized: verify,
    } as import("node:tls").TLSSocketOptions,
  );
  using stop = stopAfter(HANDSHAKE, request.context.signal);
  await secured(secure, "secure", stop.signal);
  if (verify) checkClient(secure, request, material.ca);
  return tlsEndpoint(secure, request, local, peer);
}

function checkClient(socket: TLSSocket, request: OpenRequest, ca: string | undefined): void {
  verifyPeer(socket.getPeerCertificate(), { ca, name: request.options.text("openssl-commonname") });
}
