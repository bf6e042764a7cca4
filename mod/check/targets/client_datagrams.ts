import type { InetAddress } from "../../net/address/socket_address.ts";
import { bindDatagrams, type DatagramSocket } from "../../net/udp/datagram_socket.ts";

/** A datagram that a client has sent. */
export interface ClientDatagram {
  readonly bytes: Uint8Array;
  readonly from: InetAddress;
  /** The socket that it came to, from which it is to be answered. */
  readonly socket: DatagramSocket;
}

/**
 * The server's side of a check over UDP: sockets on one port, to which the client's datagrams come. Nothing says which
 * program sent one, so what came before a client was started is forgotten when the next one is.
 */
export class ClientDatagrams implements Disposable {
  readonly #sockets: readonly DatagramSocket[];
  readonly #came: ClientDatagram[] = [];
  #wake = Promise.withResolvers<void>();

  /** @param sockets closed with it. */
  constructor(sockets: readonly DatagramSocket[]) {
    this.#sockets = sockets;
    for (const socket of sockets) {
      this.#receive(socket).catch(() => {/* the check is over and the socket closed */});
    }
  }

  /** Where they come to. */
  get addresses(): readonly InetAddress[] {
    return this.#sockets.map(({ address }) => address);
  }

  /** Resolves when something has come that was not taken yet. */
  get arrival(): Promise<void> {
    return this.#wake.promise;
  }

  /** The next one, if there is one. */
  take(): ClientDatagram | undefined {
    const next = this.#came.shift();
    if (this.#came.length === 0) this.#wake = Promise.withResolvers();
    return next;
  }

  /** Forgets what has come so far. */
  forget(): void {
    while (this.take() !== undefined);
  }

  /** Sends the client an answer that comes from another port than the one it has asked. */
  async sendAsStranger({ from, socket }: ClientDatagram, bytes: Uint8Array): Promise<void> {
    using stranger = bindDatagrams({ hostname: socket.address.hostname, port: 0 });
    await stranger.send(bytes, from);
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket.close();
  }

  async #receive(socket: DatagramSocket): Promise<void> {
    const buffer = new Uint8Array(65_536);
    while (true) {
      const { bytes, from } = await socket.receive(buffer);
      // More than anybody types: a client that never stops sending is not kept.
      if (this.#came.length >= MOST) continue;
      this.#came.push({ bytes: bytes.slice(), from, socket });
      this.#wake.resolve();
    }
  }
}

/** How many datagrams are kept that nobody has looked at. */
const MOST = 1000;
