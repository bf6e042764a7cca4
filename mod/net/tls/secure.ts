import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import type { SecureContextOptions, TLSSocket } from "node:tls";
import type { SocketAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import { ConnStream } from "./conn_stream.ts";
import { NodeTlsConnection, type TlsConnection } from "./tls_connection.ts";
import { TlsError } from "./tls_error.ts";
import { verifyPeer } from "./verify_peer.ts";
import { onAbort } from "../connection/on_abort.ts";

/** What both sides of TLS may bring: certificates and limits. */
export interface TlsOptions extends Pick<SecureContextOptions, "ciphers" | "minVersion" | "maxVersion"> {
  /** Our certificate, and those between it and a trusted one, PEM. */
  readonly cert?: string;
  /** The key of our certificate, PEM. */
  readonly key?: string;
  /** The only certificates to trust, PEM. Without it: those that the system trusts. */
  readonly ca?: string;
  /** Whether the peer must show a certificate that is trusted. */
  readonly verify?: boolean;
  /** The name that the peer's certificate must be for; empty or undefined: any. */
  readonly peerName?: string | undefined;
}

/** Further options of a client. */
export interface TlsClientOptions extends TlsOptions {
  /**
   * The name of the server that is asked for (SNI, RFC 6066 §3), never an address; empty: no name
   * is sent.
   */
  readonly serverName?: string;
  /** The protocols that we speak, the best one first (ALPN, RFC 7301). */
  readonly alpn?: readonly string[];
}

/** A transport under TLS and the names of its two ends. */
export interface UnderTls {
  /** The transport under TLS. */
  readonly stream: ConnStream;
  /** Our end. */
  readonly local: SocketAddress;
  /** The peer's end. */
  readonly remote: SocketAddress;
}

/** A connection for TLS to go over, which owns it from now on. */
export function underTls(connection: Connection): UnderTls {
  return { stream: new ConnStream(connection), local: connection.local, remote: connection.remote };
}

/**
 * Speaks TLS as a client. When that fails, the transport is closed. Up to Deno 2.8 such a handshake does not
 * end; see `has_node_tls.ts`.
 *
 * @param options `verify` is true where it is not given
 * @throws {TlsError}
 */
export async function secureClient(
  under: UnderTls,
  { verify = true, serverName, alpn, peerName, ...context }: TlsClientOptions,
  signal: AbortSignal | undefined,
): Promise<TlsConnection> {
  const { connect } = await import("node:tls");
  const socket = connect(
    {
      ...context,
      socket: under.stream,
      allowHalfOpen: true,
      rejectUnauthorized: verify,
      // verifyPeer compares the names, common names included.
      checkServerIdentity: () => undefined,
      ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
      ...(serverName ? { servername: serverName } : {}),
    } as import("node:tls").ConnectionOptions,
  );
  return await secured(under, socket, "secureConnect", { verify, peerName, ca: context.ca }, signal);
}

/**
 * Speaks TLS as a server. When that fails, the transport is closed. Up to Deno 2.8 such a handshake never
 * ends; see `has_node_tls.ts`.
 *
 * @param options `verify` is false where it is not given: clients need no certificate
 * @throws {TlsError}
 */
export async function secureServer(
  under: UnderTls,
  { verify = false, peerName, ...context }: TlsOptions,
  signal: AbortSignal | undefined,
): Promise<TlsConnection> {
  under.stream.on("error", () => {/* told by TLS; without a listener it would end the program */});
  const { TLSSocket } = await import("node:tls");
  const socket = new TLSSocket(
    under.stream,
    {
      ...context,
      isServer: true,
      allowHalfOpen: true,
      requestCert: verify,
      rejectUnauthorized: verify,
    } as import("node:tls").TLSSocketOptions,
  );
  return await secured(under, socket, "secure", { verify, peerName, ca: context.ca }, signal);
}

async function secured(
  { stream, local, remote }: UnderTls,
  socket: TLSSocket,
  event: "secureConnect" | "secure",
  { verify, peerName, ca }: Pick<TlsOptions, "verify" | "peerName" | "ca">,
  signal: AbortSignal | undefined,
): Promise<TlsConnection> {
  try {
    await handshake(socket, event, signal);
    if (verify) verifyPeer(socket.getPeerCertificate(), { ca, name: peerName });
    return new NodeTlsConnection(socket, local, remote, stream);
  } catch (error) {
    socket.destroy();
    stream.destroy();
    throw error;
  }
}

/** Waits for the end of the handshake. */
async function handshake(
  socket: TLSSocket,
  event: "secureConnect" | "secure",
  signal: AbortSignal | undefined,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const gone = () => reject(new MessageError(msg`the peer closed the connection during the handshake`));
  using _aborting = onAbort(
    signal,
    () => reject(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" })),
  );
  socket.on("error", () => {/* told below, and after that by the reads */});
  socket.once("error", reject);
  socket.once("close", gone);
  // A peer that leaves before it has begun only ends its half.
  socket.once("end", gone);
  socket.once(event, resolve);
  try {
    await promise;
  } catch (cause) {
    throw new TlsError("handshake", { cause });
  } finally {
    socket.off("close", gone);
    socket.off("end", gone);
    socket.off("error", reject);
  }
}
