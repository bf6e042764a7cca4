/**
 * # TLS as a client, before Deno 2.9
 *
 * The TLS of `node:tls` finishes no handshake over a stream of ours there. The runtime's own (`Deno.startTls`)
 * does, and reads and writes as a socket should, but it has no option to trust anybody or to show a
 * certificate. Node's starts the very same, with these options, on the socket that its handle names. So it is
 * given a handle that names our socket, and takes what it makes of it: neither stream nor handle of Node's is
 * used after that.
 *
 * What this cannot do is refused by the code that asks for it: choose versions and ciphers, and tell who has
 * vouched for a certificate. A certificate is therefore trusted by a file (`ca`) only when it is in that file
 * itself, or was signed by one that is: the runtime trusts public authorities besides.
 */
import { X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import type { ConnectionOptions, PeerCertificate } from "node:tls";
import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { plainHostname, type SocketAddress } from "../address/socket_address.ts";
import { SocketConnection } from "../connection/socket_connection.ts";
import { abortiveClose, type AbortiveCloser } from "../tcp/abortive_close.ts";
import { certificatesIn } from "./pem_file.ts";
import type { TlsClientOptions } from "./secure.ts";
import type { TlsConnection } from "./tls_connection.ts";
import { TlsError } from "./tls_error.ts";
import { verifyPeer } from "./verify_peer.ts";
import { onAbort } from "../connection/on_abort.ts";

/**
 * Speaks TLS as a client on a socket that nothing has been read from. When that fails, it is closed.
 *
 * @throws {TlsError}
 */
export async function secureNatively(
  socket: Deno.TcpConn,
  { verify = true, peerName, ...options }: TlsClientOptions,
  signal: AbortSignal | undefined,
  abortiveCloser?: AbortiveCloser,
): Promise<TlsConnection> {
  let open: Deno.Conn = socket;
  try {
    const secured = await started(socket, { verify, ...options }, signal, abortiveCloser);
    open = secured;
    await secured.handshake();
    const certificate = certificateOf(secured);
    if (verify) checkTrust(certificate, options.ca, peerName);
    return new NativeTlsConnection(secured, socket, certificate);
  } catch (cause) {
    closeQuietly(open);
    throw cause instanceof TlsError ? cause : new TlsError("handshake", { cause });
  }
}

class NativeTlsConnection extends SocketConnection implements TlsConnection {
  readonly cipher = "TLS";
  readonly #under: Deno.TcpConn;

  constructor(socket: Deno.TlsConn, under: Deno.TcpConn, readonly certificate: PeerCertificate | undefined) {
    super(socket);
    this.#under = under;
  }

  // The runtime forgets what kind of addresses these are when it starts TLS.

  override get local(): SocketAddress {
    return addressOf(this.#under.localAddr);
  }

  override get remote(): SocketAddress {
    return addressOf(this.#under.remoteAddr);
  }
}

function addressOf({ hostname, port }: Deno.NetAddr): SocketAddress {
  return { transport: "tcp", hostname: plainHostname(hostname), port };
}

/** The name of the property in which a handle keeps its socket. */
const SOCKET = "kStreamBaseField";

/** Has Node start TLS, and waits until the handshake has ended, well or not. */
async function started(
  socket: Deno.TcpConn,
  { verify, cert, key, ca, serverName, alpn }: Omit<TlsClientOptions, "peerName">,
  signal: AbortSignal | undefined,
  abortiveCloser: AbortiveCloser | undefined,
): Promise<Deno.TlsConn> {
  const [{ connect }, { Socket }] = await Promise.all([import("node:tls"), import("node:net")]);
  const { promise, resolve, reject } = Promise.withResolvers<Deno.TlsConn>();
  const carrier = new Socket() as Socket & { _handle: unknown };
  carrier._handle = handleOf(socket, resolve);
  const abort = () => {
    // What Node has begun is out of reach, but the connection below is not, where the system lets us.
    abortiveClose(socket, abortiveCloser);
    reject(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" }));
  };
  // Node would never say that the peer has reset the connection already. Writing no bytes does (send(2)).
  await socket.write(new Uint8Array(0));
  signal?.throwIfAborted();
  using _aborting = onAbort(signal, abort);
  const watch = watchPeer(socket, abortiveCloser, reject);
  try {
    connect({
      socket: carrier,
      rejectUnauthorized: verify,
      checkServerIdentity: () => undefined,
      // An address as the name of a server is not sent (RFC 6066 §3).
      ...(serverName ? { servername: serverName } : { host: "127.0.0.1" }),
      ...(ca === undefined ? {} : { ca: certificatesIn(ca) }),
      ...(cert === undefined ? {} : { cert, key }),
      ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
    } as ConnectionOptions);
    if (!isTaken(socket)) throw new MessageError(msg`the runtime does not start TLS with these options`);
    return await promise;
  } finally {
    clearInterval(watch);
  }
}

/** Milliseconds between two looks at the socket. */
const PAUSE = 200;

/** Looks again and again whether a socket still has a peer: of one that is reset just now, Node never hears. */
function watchPeer(
  socket: Deno.TcpConn,
  closer: AbortiveCloser | undefined,
  gone: (error: Error) => void,
): ReturnType<typeof setInterval> | undefined {
  if (closer === undefined) return undefined;
  return setInterval(() => {
    if (closer.unacknowledged(socket) === undefined) gone(new Deno.errors.ConnectionReset());
  }, PAUSE);
}

/** What Node takes for the handle of a socket, and where it puts what TLS makes of it. */
function handleOf(socket: Deno.TcpConn, secured: (socket: Deno.TlsConn) => void): object {
  const isSocket = (name: string | symbol) => typeof name === "symbol" && name.description === SOCKET;
  return new Proxy<Record<string | symbol, unknown>>({ pauseOnCreate: true }, {
    get: (own, name) => isSocket(name) ? socket : own[name],
    set(own, name, value) {
      if (isSocket(name)) secured(value as Deno.TlsConn);
      else own[name] = value;
      return true;
    },
  });
}

/** Whether TLS has taken the socket over: Node keeps it to itself when that fails. */
function isTaken(socket: Deno.TcpConn): boolean {
  try {
    socket.setNoDelay(true);
    return false;
  } catch {
    return true;
  }
}

/** What the peer has shown: Node asks for it by a symbol of the runtime. */
function certificateOf(secured: Deno.TlsConn): PeerCertificate | undefined {
  const type = Object.getPrototypeOf(secured) as Record<symbol, (this: Deno.TlsConn) => PeerCertificate>;
  const symbol = Object.getOwnPropertySymbols(type).find((each) => each.description === "getPeerCertificate");
  return symbol && type[symbol]!.call(secured);
}

function checkTrust(
  certificate: PeerCertificate | undefined,
  ca: string | undefined,
  name: string | undefined,
): void {
  if (certificate?.raw === undefined) throw new TlsError("no_certificate");
  verifyPeer(certificate, { ca, name });
  if (ca !== undefined && !isVouchedFor(certificate.raw, ca)) throw new TlsError("unlisted_issuer");
}

/** Whether a certificate (DER) is in a list (PEM), or signed by one that is. */
function isVouchedFor(der: Uint8Array, ca: string): boolean {
  const certificate = new X509Certificate(der as Uint8Array<ArrayBuffer>);
  return certificatesIn(ca).some((pem) => {
    const trusted = new X509Certificate(pem);
    return trusted.raw.equals(certificate.raw) || trusted.ca && signed(trusted, certificate);
  });
}

function signed(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false; // a kind of key that this runtime cannot verify with
  }
}

function closeQuietly(socket: Deno.Conn): void {
  try {
    socket.close();
  } catch {
    // TLS has it, and closes it with its handshake.
  }
}
