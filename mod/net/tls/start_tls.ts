import { closingOnFailure } from "../connection/closing_on_failure.ts";
import type { Connection } from "../connection.ts";
import { SocketConnection } from "../connection/socket_connection.ts";

/** What {@linkcode startTls} asks of the server. */
export interface StartTlsOptions {
  /** The name that its certificate must be for. */
  readonly hostname: string;
  /** Certificates to trust besides those of the system, PEM. */
  readonly caCerts?: readonly string[];
  /** The protocols that we speak, the best one first (ALPN, RFC 7301). */
  readonly alpn?: readonly string[];
  /** Gives up. */
  readonly signal?: AbortSignal;
}

/**
 * Goes on with TLS as a client on a socket that is connected already: to the server itself, or through a
 * proxy.
 *
 * This is the runtime's own TLS; {@linkcode secureClient} does what it has no options for.
 *
 * @param socket belongs to the connection from now on; it is closed when the handshake fails.
 * @throws {Error} the runtime's own, or the signal's reason.
 */
export async function startTls(
  socket: Deno.TcpConn,
  { hostname, caCerts = [], alpn = [], signal }: StartTlsOptions,
): Promise<Connection> {
  let open: Deno.Conn = socket;
  return await closingOnFailure({ close: () => open.close() }, signal, async () => {
    const secure = await Deno.startTls(socket, { hostname, caCerts: [...caCerts], alpnProtocols: [...alpn] });
    open = secure;
    await secure.handshake();
    return new SocketConnection(secure);
  });
}
