import { literalFamily } from "../address/ip_literal.ts";
import { connectFrom, connectionOf } from "../tcp/connect_from.ts";
import { connectSocket, dialEach, type DialOptions, greeted, type HostPort } from "../tcp/dial.ts";
import { SocketConnection } from "../connection/socket_connection.ts";
import { hasNodeTls } from "./has_node_tls.ts";
import { secureClient, type TlsClientOptions, underTls } from "./secure.ts";
import type { TlsConnection } from "./tls_connection.ts";

/**
 * Connects to a TLS server, as {@linkcode dial} does to a TCP server. The certificate is verified
 * and has to be for the dialled name, which is also sent as the server name, unless `tls` says
 * otherwise. Before Deno 2.9, versions, ciphers and our own end cannot be chosen.
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
  const secured = hasNodeTls() ? overNode : overRuntime;
  return dialEach(to, options, (address, signal) => secured(address, named, options, signal));
}

async function overNode(
  address: HostPort,
  tls: TlsClientOptions,
  options: DialOptions,
  signal: AbortSignal | undefined,
): Promise<TlsConnection> {
  const connection = options.from === undefined
    ? new SocketConnection(await connectSocket(address, options, signal))
    : connectionOf(await connectFrom(address, options.from, options, signal));
  return await secureClient(underTls(await greeted(connection, options, signal)), tls, signal);
}

async function overRuntime(
  address: HostPort,
  tls: TlsClientOptions,
  options: DialOptions,
  signal: AbortSignal | undefined,
): Promise<TlsConnection> {
  const { secureNatively } = await import("./native_client.ts");
  const socket = await connectSocket(address, options, signal);
  await greeted(new SocketConnection(socket), options, signal);
  return await secureNatively(socket, tls, signal, options.abortiveCloser);
}
