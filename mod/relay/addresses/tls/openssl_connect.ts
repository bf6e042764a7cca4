import { withoutBrackets } from "../../../net/address/ip_literal.ts";
import { dialTls } from "../../../net/tls/dial_tls.ts";
import type { TlsClientOptions } from "../../../net/tls/secure.ts";
import type { TlsConnection } from "../../../net/tls/tls_connection.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { dialAs } from "../inet/dial_tcp.ts";
import { connecting } from "../retries.ts";
import { preparedTls } from "./prepare_tls.ts";
import { tlsEndpoint } from "./tls_endpoint.ts";

/** `OPENSSL:host:port`: a TLS connection that we make; the peer is verified unless `verify=0`. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [host, port] = request.parameters as [string, string];
  return connecting(
    request,
    async () => tlsEndpoint(await dialSecurely(request, host, port), request.context),
  );
}

/** Connects and secures; also for WebSocket over TLS. */
export async function dialSecurely(
  request: OpenRequest,
  host: string,
  service: string,
): Promise<TlsConnection> {
  const tls = await clientOptions(request, withoutBrackets(host));
  return await dialAs(request, host, service, (to, options) => dialTls(to, tls, options));
}

async function clientOptions(request: OpenRequest, host: string): Promise<TlsClientOptions> {
  const { options } = request;
  const alpn = options.text("openssl-alpn");
  return {
    ...await preparedTls(request),
    peerName: options.has("openssl-commonname") ? options.text("openssl-commonname") : host,
    serverName: serverName(request, host),
    ...(alpn === undefined ? {} : { alpn: alpn.split(/[ ;]/) }),
  };
}

/** A server name is never an address (RFC 6066, section 3). */
function serverName({ options }: OpenRequest, host: string): string {
  if (options.flag("openssl-no-sni")) return "";
  const name = options.text("openssl-snihost") ?? options.text("openssl-commonname") ?? host;
  return /^[\d.]+$|:/.test(name) ? "" : name;
}
