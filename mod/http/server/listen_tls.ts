import type { InetAddress } from "../../net/address/socket_address.ts";
import type { Connection } from "../../net/connection.ts";
import { Handshakes } from "../../net/accept/handshakes.ts";
import { networkOf } from "../../net/address/ip_literal.ts";
import type { Listener, ListenOptions } from "../../net/tcp/listen.ts";
import { listen } from "../../net/tcp/listen.ts";
import { listenError } from "../../net/errors/listen_error.ts";
import type { AbortiveCloser } from "../../net/tcp/abortive_close.ts";
import { TcpConnection } from "../../net/tcp/tcp_connection.ts";
import type { Certificate } from "./certificate.ts";

/**
 * Makes a `listen` whose connections are encrypted (TLS 1.2 and 1.3). A connection is accepted when it has shaken hands, so a
 * client that never does holds up nobody but itself, and takes none of the places of a server that has a number of them.
 *
 * @throws {NetError} from the function returned, when the certificate and the key do not fit
 */
export function listenWithTls(certificate: Certificate): typeof listen {
  return async (port, options) => {
    // The plain sockets find out which addresses there are, and say in their own words why one cannot be had.
    const addresses = await claim(port, options ?? {});
    return addresses.map((address) => open(address, certificate, options?.abortiveCloser));
  };
}

async function claim(port: number, options: ListenOptions): Promise<InetAddress[]> {
  const listeners = await listen(port, options);
  for (const listener of listeners) listener.close();
  return listeners.map((listener) => listener.address);
}

function open(
  { hostname, port }: InetAddress,
  { cert, key }: Certificate,
  abortiveCloser: AbortiveCloser | undefined,
): Listener {
  try {
    const socket = Deno.listenTls({ hostname, port, cert, key, alpnProtocols: ["http/1.1"] });
    return new TlsListener(socket, abortiveCloser);
  } catch (cause) {
    throw listenError("tls", { hostname, port }, cause);
  }
}

/** Milliseconds that a handshake may take: as many as the head of a request (`http_connection_handler.ts`). */
const HANDSHAKE = 10_000;

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
        shakeHands(socket, new TcpConnection(socket, undefined, abortiveCloser), signal),
      hostOf: ({ remoteAddr }) => networkOf(remoteAddr.hostname),
      timeout: HANDSHAKE,
    });
  }

  async accept(): Promise<Connection> {
    const connection = await this.#handshakes.next();
    if (connection === undefined) throw new Deno.errors.BadResource();
    return connection;
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
  // Closed politely, the runtime goes on to wait for a handshake, and keeps the descriptor, for as long as the client stays.
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
