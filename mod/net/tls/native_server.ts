import type { InetAddress } from "../address/socket_address.ts";
import { onAbort } from "../connection/on_abort.ts";
import { SocketConnection } from "../connection/socket_connection.ts";
import { openOnEach } from "../listening/open_on_each.ts";
import type { AbortiveCloser } from "../tcp/abortive_close.ts";
import type { HostPort } from "../tcp/dial.ts";
import { listen, type Listener, type ListenOptions } from "../tcp/listen.ts";
import type { Certificate } from "./certificate.ts";
import { type PlainTextAnswer, PlainTextClients } from "./plain_text_client.ts";

/** The certificate of a server, and the protocols that it speaks. */
export interface NativeServerOptions extends Certificate {
  /** The best one first (ALPN, RFC 7301). */
  readonly alpn?: readonly string[];
  /** What to tell clients that do not speak TLS, where that is possible. @default {nothing} */
  readonly plainTextAnswer?: PlainTextAnswer | undefined;
}

/** A listening socket with the runtime's own TLS; its clients have yet to shake hands. */
export interface NativeListener extends Listener {
  accept(): Promise<NativeServerConnection>;
}

/**
 * Listens with the runtime's own TLS, as {@linkcode listen} does without: its clients have only connected yet,
 * and may be turned away before a byte of theirs is read.
 *
 * @throws {NetError} when it cannot listen, or the certificate will not do
 */
export async function listenNatively(
  port: number,
  tls: NativeServerOptions,
  options: ListenOptions = {},
): Promise<NativeListener[]> {
  // Plain sockets find out which addresses there are, and say why one is not available.
  const plain = await listen(port, options);
  for (const listener of plain) listener.close();
  return openOnEach(plain.map(({ address }) => address.hostname), plain[0]!.address.port, {
    transport: "tls",
    open: (at) => open(at, tls, options),
  });
}

function open(
  { hostname, port }: HostPort,
  { cert, key, alpn = [], plainTextAnswer }: NativeServerOptions,
  { abortiveCloser, backlog, reusePort }: ListenOptions,
): NativeListener {
  const socket = Deno.listenTls({
    hostname,
    port,
    cert,
    key,
    alpnProtocols: [...alpn],
    ...(reusePort ? { reusePort } : {}),
    ...(backlog === undefined ? {} : { tcpBacklog: backlog }),
  });
  const plainText = plainTextAnswer && PlainTextClients.open(plainTextAnswer);
  return new OwnListener(socket, abortiveCloser, plainText);
}

class OwnListener implements NativeListener {
  readonly address: InetAddress;
  readonly #socket: Deno.TlsListener;
  readonly #abortiveCloser: AbortiveCloser | undefined;
  readonly #plainText: PlainTextClients | undefined;
  #open = true;

  constructor(
    socket: Deno.TlsListener,
    abortiveCloser: AbortiveCloser | undefined,
    plainText: PlainTextClients | undefined,
  ) {
    this.#socket = socket;
    this.#abortiveCloser = abortiveCloser;
    this.#plainText = plainText;
    const { hostname, port } = socket.addr as Deno.NetAddr;
    this.address = { transport: "tcp", hostname, port };
  }

  async accept(): Promise<NativeServerConnection> {
    const client = await this.#socket.accept();
    if (this.#open) this.#plainText?.look(client);
    return new NativeServerConnection(client, this.#abortiveCloser);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.close();
    this.#plainText?.[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** A client of a {@linkcode NativeListener}. */
export class NativeServerConnection extends SocketConnection {
  readonly #socket: Deno.TlsConn;
  /** Until there has been a handshake, or an attempt at one, nobody may be left in it. */
  #met = false;

  constructor(socket: Deno.TlsConn, abortiveCloser: AbortiveCloser | undefined) {
    super(socket, undefined, abortiveCloser);
    this.#socket = socket;
  }

  /**
   * Waits for the end of the handshake. When that fails, or the signal ends it, the connection is closed.
   *
   * @throws {Error} the runtime's
   */
  async handshake(signal: AbortSignal): Promise<this> {
    this.#met = true;
    using _breakOff = onAbort(signal, () => this.reset());
    try {
      await this.#socket.handshake();
      return this;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * After a polite close, the runtime goes on with a handshake that has not been made, and keeps the descriptor
   * for as long as the client stays: a client that is turned away before is broken off.
   */
  override close(): void {
    if (this.#met) return super.close();
    this.#met = true;
    this.reset();
  }
}
