import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { acceptPrepared, listenTcp } from "../../net/accept_tcp.ts";
import { ConnStream } from "../../net/conn_stream.ts";
import { withRetryOptions } from "../../net/retries.ts";
import type { InetName } from "../../net/socket_name.ts";
import { secured, tlsEndpoint } from "../../net/tls_endpoint.ts";
import { tlsMaterial } from "../../net/tls_material.ts";
import { verifyPeer } from "../../net/verify_peer.ts";
import type { OpenRequest } from "../address_type.ts";

/**
 * `OPENSSL-LISTEN:port`: a TLS connection that somebody makes. The client must show a certificate that `cafile=`
 * trusts, unless `verify=0`: this is what socat does, and what surprises most people who meet it first.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  refuseWithoutServers(Deno.version.deno);
  const { options } = request;
  if (!options.has("openssl-certificate")) {
    throw new RelayError(
      "OPENSSL-LISTEN needs a certificate",
      "  cert=FILE names it (with its key in the same file, or key=FILE)",
    );
  }
  const material = tlsMaterial(request);
  const port = request.parameters[0]!;
  const alone = options.flag("ipv6-v6only")
    ? await withRetryOptions(request, () => onlyIpv6(request, port))
    : undefined;
  if (alone !== undefined) {
    return yield* acceptPrepared(
      request,
      alone,
      ({ conn: { socket }, local, peer }, signal) =>
        secure(request, { socket, local, peer }, material, signal),
      HANDSHAKE,
    );
  }
  const listener = await withRetryOptions(request, () => listenTcp(request, port));
  yield* acceptPrepared(
    request,
    listener,
    ({ conn, local, peer }, signal) =>
      secure(request, { socket: new ConnStream(conn), local, peer }, material, signal),
    HANDSHAKE,
  );
}

/** Up to Deno 2.8, a handshake that `node:tls` is the server of never ends: better to say so than to let clients wait. */
export function refuseWithoutServers(runtime: string): void {
  const [major = 0, minor = 0] = runtime.split(".").map(Number);
  if (major > 2 || (major === 2 && minor >= 9)) return;
  throw new RelayError(
    `OPENSSL-LISTEN: the TLS servers of this runtime (Deno ${runtime}) finish no handshake`,
    "  it takes Deno 2.9 or newer",
  );
}

async function onlyIpv6(request: OpenRequest, port: string) {
  const { listenOnlyIpv6 } = await import("../../net/only_ipv6.ts");
  return listenOnlyIpv6(request, port);
}

/** A client that has not finished its handshake by then is turned away, milliseconds. */
const HANDSHAKE = 30_000;

type Material = ReturnType<typeof tlsMaterial>;

/** What TLS is to go over, and both its names. */
interface Plain {
  readonly socket: Duplex;
  readonly local: InetName;
  readonly peer: InetName;
}

async function secure(
  request: OpenRequest,
  { socket, local, peer }: Plain,
  material: Material,
  signal: AbortSignal,
): Promise<RelayEndpoint> {
  socket.on("error", () => {/* told by TLS; without a listener it would end the program */});
  const { TLSSocket } = await import("node:tls");
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
  try {
    await secured(secure, "secure", signal);
    if (verify) checkClient(secure, request, material.ca);
    return tlsEndpoint(secure, request, local, peer);
  } catch (error) {
    secure.destroy();
    socket.destroy();
    throw error;
  }
}

function checkClient(socket: TLSSocket, request: OpenRequest, ca: string | undefined): void {
  verifyPeer(socket.getPeerCertificate(), { ca, name: request.options.text("openssl-commonname") });
}
