import type { PeerCertificate, TLSSocket } from "node:tls";
import type { SocketAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import type { FlowControl } from "../connection/node_streams.ts";
import { NodeConnection } from "../connection/node_connection.ts";

/** A connection over TLS whose peer can be looked at. */
export interface TlsConnection extends Connection {
  /**
   * What it is encrypted with, as far as the runtime says: the cipher suite, or the version of TLS.
   */
  readonly cipher: string;
  /** The certificate that the peer has shown. */
  readonly certificate: PeerCertificate | undefined;
}

/** The same over Node's TLS. */
export class NodeTlsConnection extends NodeConnection implements TlsConnection {
  readonly #socket: TLSSocket;

  /**
   * Goes on with a socket.
   *
   * @param socket after its handshake.
   * @param flow what is paused while too much waits to be read: the transport, never the socket.
   */
  constructor(socket: TLSSocket, local: SocketAddress, remote: SocketAddress, flow: FlowControl) {
    super(socket, local, remote, flow);
    this.#socket = socket;
  }

  get cipher(): string {
    return this.#socket.getCipher?.()?.name ?? this.#socket.getProtocol() ?? "TLS";
  }

  get certificate(): PeerCertificate | undefined {
    return this.#socket.getPeerCertificate();
  }
}
