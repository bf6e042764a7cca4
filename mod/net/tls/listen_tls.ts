import { X509Certificate } from "node:crypto";
import { Handshakes } from "../accept/handshakes.ts";
import { hostOf } from "../address/host_of.ts";
import type { InetAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import { listen, type Listener, type ListenOptions } from "../tcp/listen.ts";
import type { Certificate } from "./certificate.ts";
import { isBeforeVersion3 } from "./certificate_names.ts";
import { listenNatively } from "./native_server.ts";
import { hasNodeTls } from "./has_node_tls.ts";
import { secureServer, type TlsOptions, underTls } from "./secure.ts";

/** The certificate of a TLS server, and what it asks of its clients. */
export interface TlsServerOptions extends Certificate, Omit<TlsOptions, keyof Certificate> {
  /** The protocols that are spoken, the best one first (ALPN, RFC 7301). */
  readonly alpn?: readonly string[];
  /** What to tell clients that do not speak TLS, where that is possible. @default {nothing} */
  readonly plainTextAnswer?: ((beginning: Uint8Array) => Uint8Array<ArrayBuffer> | undefined) | undefined;
}

/**
 * Listens for TLS clients (TLS 1.2 and 1.3), as {@linkcode listen} does for TCP clients. A
 * connection is accepted once its handshake is done, so a client that never finishes holds up only
 * itself, and takes no place on a server with a limited number of clients.
 *
 * The runtime's own TLS server is used when only a certificate is needed; client certificates,
 * chosen versions or ciphers, and certificates of version 1, take Node's, from Deno 2.9 on.
 *
 * @throws {NetError} when it cannot listen, or the certificate and the key do not fit
 */
export async function listenTls(
  port: number,
  tls: TlsServerOptions,
  options: ListenOptions = {},
): Promise<Listener[]> {
  const { cert, key, alpn = [], plainTextAnswer, ...more } = tls;
  if (Object.values(more).some((value) => value !== undefined) || hasNodeTls() && isOld(cert)) {
    const listeners = await listen(port, options);
    return listeners.map((listener) =>
      new SecuringListener(
        listener,
        (connection, signal) => secureServer(underTls(connection), { cert, key, ...more }, signal),
      )
    );
  }
  const listeners = await listenNatively(port, { cert, key, alpn, plainTextAnswer }, options);
  return listeners.map((listener) =>
    new SecuringListener(listener, (connection, signal) => connection.handshake(signal))
  );
}

/** The same as a `listen` function, for code that takes one. */
export function listenWithTls(tls: TlsServerOptions): typeof listen {
  return (port, options) => listenTls(port, tls, options);
}

function isOld(cert: string): boolean {
  try {
    return isBeforeVersion3(new X509Certificate(cert).raw);
  } catch {
    return false; // listening with it says what is wrong
  }
}

/**
 * Milliseconds that a handshake may take: as many as the head of a request (`http_connection_handler.ts`).
 */
const HANDSHAKE = 10_000;

/** A listener whose connections know more than others do. */
type RawListener<Raw> = Omit<Listener, "accept"> & { accept(): Promise<Raw> };

/** Connections, each handed out once it is secured. */
class SecuringListener<Raw extends Connection> implements Listener {
  readonly #raw: RawListener<Raw>;
  readonly #handshakes: Handshakes<Raw, Connection>;

  constructor(
    raw: RawListener<Raw>,
    prepare: (connection: Raw, signal: AbortSignal) => Promise<Connection>,
  ) {
    this.#raw = raw;
    this.#handshakes = new Handshakes<Raw, Connection>({
      accept: () => raw.accept(),
      prepare,
      hostOf: ({ remote }) => hostOf(remote),
      timeout: HANDSHAKE,
    });
  }

  get address(): InetAddress {
    return this.#raw.address;
  }

  async accept(): Promise<Connection> {
    const connection = await this.#handshakes.next();
    if (connection === undefined) throw new Deno.errors.BadResource();
    return connection;
  }

  close(): void {
    this.#raw.close();
    this.#handshakes.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
