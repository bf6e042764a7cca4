import { msg } from "../../i18n/message.ts";
import { withoutBrackets } from "../../net/address/ip_literal.ts";
import { closingOnFailure } from "../../net/connection/closing_on_failure.ts";
import type { Connection } from "../../net/connection.ts";
import { dialSocket } from "../../net/tcp/dial.ts";
import type { Family } from "../../net/address/resolve_host.ts";
import { SocketConnection } from "../../net/connection/socket_connection.ts";
import { startTls } from "../../net/tls/start_tls.ts";
import { ByteSource } from "../wire/byte_source.ts";
import { HttpFailure } from "./http_failure.ts";
import type { Proxy } from "./proxy.ts";
import { parseResponseHead } from "./response_head.ts";

/** How to reach a server. */
export interface TransportOptions {
  readonly proxy: Proxy | undefined;
  /** Certificates to trust besides the usual ones, PEM. */
  readonly caCerts: readonly string[];
  readonly family: Family;
  /** Gives up, in any phase. */
  readonly signal: AbortSignal;
}

/**
 * Connects to the server of an address: looks up the name, connects the socket, asks a proxy to
 * pass TLS on, and makes the handshake. The proxy's credentials go only to the proxy.
 *
 * @returns the open connection; the caller closes it
 * @throws NetError, HttpFailure, or the runtime's own errors about TLS
 */
export async function openTransport(url: URL, options: TransportOptions): Promise<Connection> {
  const { proxy, signal, family } = options;
  const isSecure = url.protocol === "https:";
  const server = { hostname: withoutBrackets(url.hostname), port: Number(url.port) || (isSecure ? 443 : 80) };
  const socket = await dialSocket(proxy ?? server, { signal, family });
  const plain = new SocketConnection(socket);
  if (!isSecure) return plain;
  if (proxy !== undefined) {
    await closingOnFailure(plain, signal, () => tunnel(plain, url.hostname, server.port, proxy));
  }
  const { hostname } = server;
  return await startTls(socket, { hostname, caCerts: options.caCerts, alpn: ["http/1.1"], signal });
}

/**
 * Asks a proxy for a connection to a server (RFC 9110 §9.3.6). Its answer is for us; the bytes
 * after it come from the server.
 */
async function tunnel(connection: Connection, host: string, port: number, proxy: Proxy): Promise<void> {
  const authority = `${host}:${port}`;
  const fields = [`Host: ${authority}`];
  if (proxy.authorization !== undefined) fields.push(`Proxy-Authorization: ${proxy.authorization}`);
  const lines = [`CONNECT ${authority} HTTP/1.1`, ...fields, "", ""];
  await connection.write(new TextEncoder().encode(lines.join("\r\n")));
  const source = new ByteSource(connection);
  const head = await source.head(() => {});
  if (head === null) {
    throw new HttpFailure(msg`The proxy closed the connection without an answer`, { again: true });
  }
  const { status } = parseResponseHead(head);
  if (status < 200 || status > 299) {
    throw new HttpFailure(msg`The proxy answers ${status}`, { again: status === 502 || status >= 503 });
  }
  if (source.buffered > 0) {
    throw new HttpFailure(msg`The proxy says more than it was asked`, { again: false });
  }
}
