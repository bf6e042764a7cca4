import { Handshakes } from "../accept/handshakes.ts";
import { hostOf } from "../address/host_of.ts";
import { networkOf } from "../address/ip_literal.ts";
import type { InetAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import { openOnEach } from "../listening/open_on_each.ts";
import type { AbortiveCloser } from "../tcp/abortive_close.ts";
import type { HostPort } from "../tcp/dial.ts";
import { listen, type Listener, type ListenOptions } from "../tcp/listen.ts";
import { SocketConnection } from "../connection/socket_connection.ts";
import type { Certificate } from "./certificate.ts";
import { secureServer, type TlsOptions, underTls } from "./secure.ts";

/** The certificate of a TLS server, and what it asks of its clients. */
export interface TlsServerOptions extends Certificate, Omit<TlsOptions, keyof Certificate> {
  /** The protocols that are spoken, the best one first (ALPN, RFC 7301). */
  readonly alpn?: readonly string[];
}

/**
 * Listens for TLS clients (TLS 1.2 and 1.3), as {@linkcode listen} does for TCP clients. A
 * connection is accepted once its handshake is done, so a client that never finishes holds up only
 * itself, and takes no place on a server with a limited number of clients.
 *
 * The runtime's own TLS server is used when only a certificate is needed; client certificates,
 * chosen versions or ciphers take Node's, from Deno 2.9 on.
 *
 * @throws {NetError} when it cannot listen, or the certificate and the key do not fit
 */
export async function listenTls(
  port: number,
  tls: TlsServerOptions,
  options: ListenOptions = {},
): Promise<Listener[]> {
  const listeners = await listen(port, options);
  const { cert, key, alpn = [], ...more } = tls;
  if (Object.values(more).some((value) => value !== undefined)) {
    return listeners.map((listener) => new SecuringListener(listener, { cert, key, ...more }));
  }
  // The plain sockets have found out which addresses there are, and have already said why one is
  // not available.
  for (const listener of listeners) listener.close();
  return openOnEach(listeners.map(({ address }) => address.hostname), listeners[0]!.address.port, {
    transport: "tls",
    open: (at) => open(at, { cert, key }, alpn, options.abortiveCloser),
  });
}

/** The same as a `listen` function, for code that takes one. */
export function listenWithTls(tls: TlsServerOptions): typeof listen {
  return (port, options) => listenTls(port, tls, options);
}

function open(
  { hostname, port }: HostPort,
  { cert, key }: Certificate,
  alpn: readonly string[],
  abortiveCloser: AbortiveCloser | undefined,
): Listener {
  const socket = Deno.listenTls({ hostname, port, cert, key, alpnProtocols: [...alpn] });
  return new TlsListener(socket, abortiveCloser);
}

/**
 * Milliseconds that a handshake may take: as many as the head of a request (`http_connection_handler.ts`).
 */
const HANDSHAKE = 10_000;

/** Plain connections, each handed out once it is secured. */
class SecuringListener implements Listener {
  readonly #plain: Listener;
  readonly #handshakes: Handshakes<Connection, Connection>;

  constructor(plain: Listener, tls: TlsOptions) {
    this.#plain = plain;
    this.#handshakes = new Handshakes({
      accept: () => plain.accept(),
      prepare: (connection, signal) => secureServer(underTls(connection), tls, signal),
      hostOf: ({ remote }) => hostOf(remote),
      timeout: HANDSHAKE,
    });
  }

  get address(): InetAddress {
    return this.#plain.address;
  }

  accept(): Promise<Connection> {
    return nextOf(this.#handshakes);
  }

  close(): void {
    this.#plain.close();
    this.#handshakes.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

async function nextOf(handshakes: Pick<Handshakes<unknown, Connection>, "next">): Promise<Connection> {
  const connection = await handshakes.next();
  if (connection === undefined) throw new Deno.errors.BadResource();
  return connection;
}

class TlsListener implements Listener {
  readonly address: InetAddress;
  readonly #socket: Deno.TlsListener;
  readonly #handshakes: Handshakes<Deno.TlsConn, Connection>;
  #open = true;

  constructor(socket: Deno.TlsListener, abortiveCloser: AbortiveCloser | undefined) {
    this.#socket = socket;
    const { hostname, port } = socket.addr as Deno.NetAddr;
    this.address = { transport: "tcp", hostname, port };
    this.#handshakes = new Handshakes({
      accept: () => this.#socket.accept(),
      prepare: (socket, signal) =>
        shakeHands(socket, new SocketConnection(socket, undefined, abortiveCloser), signal),
      hostOf: ({ remoteAddr }) => networkOf(remoteAddr.hostname),
      timeout: HANDSHAKE,
    });
  }

  accept(): Promise<Connection> {
    return nextOf(this.#handshakes);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.close();
    this.#handshakes.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

async function shakeHands(
  socket: Deno.TlsConn,
  connection: Connection,
  signal: AbortSignal,
): Promise<Connection> {
  // After a polite close, the runtime keeps waiting for a handshake, and keeps the descriptor, for
  // as long as the client stays.
  const breakOff = () => connection.reset();
  signal.addEventListener("abort", breakOff);
  if (signal.aborted) breakOff();
  try {
    await socket.handshake();
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    signal.removeEventListener("abort", breakOff);
  }
}
