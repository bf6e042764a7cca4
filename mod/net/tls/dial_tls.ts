import { literalFamily } from "../address/ip_literal.ts";
import { plainHostname } from "../address/socket_address.ts";
import { connectFrom } from "../tcp/connect_from.ts";
import { connectSocket, dialEach, type DialOptions, type HostPort } from "../tcp/dial.ts";
import { SocketConnection } from "../connection/socket_connection.ts";
import { hasTlsServers, secureClient, type TlsClientOptions, type UnderTls, underTls } from "./secure.ts";
import type { TlsConnection } from "./tls_connection.ts";

/**
 * Connects to a TLS server, as {@linkcode dial} does to a TCP server. Its certificate is verified, and has to
 * be for the name that was dialled, which it is asked for too, unless `tls` says otherwise.
 *
 * @throws {NetError} whose cause is the system's error of the last address, or a {@linkcode TlsError}
 */
export function dialTls(
  to: HostPort,
  tls: TlsClientOptions = {},
  options: DialOptions = {},
): Promise<TlsConnection> {
  const serverName = literalFamily(to.hostname) === undefined ? to.hostname : "";
  const named = { peerName: to.hostname, serverName, ...tls };
  return dialEach(
    to,
    options,
    async (address, signal) => await secureClient(await transport(address, options, signal), named, signal),
  );
}

/** Up to Deno 2.8 TLS of Node finishes a handshake over Node's own sockets only. */
async function transport(
  address: HostPort,
  options: DialOptions,
  signal: AbortSignal | undefined,
): Promise<UnderTls> {
  if (options.from === undefined && hasTlsServers()) {
    return underTls(new SocketConnection(await connectSocket(address, options, signal)));
  }
  const stream = await connectFrom(address, options.from, options, signal);
  const [hostname, port] = [plainHostname(stream.localAddress ?? ""), stream.localPort ?? 0];
  return { stream, local: { transport: "tcp", hostname, port }, remote: { transport: "tcp", ...address } };
}
