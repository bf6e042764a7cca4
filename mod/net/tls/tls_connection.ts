import type { PeerCertificate, TLSSocket } from "node:tls";
import type { SocketAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import type { ConnStream } from "./conn_stream.ts";
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
  readonly #stream: ConnStream;

  /**
   * Goes on with a socket.
   *
   * @param socket after its handshake.
   * @param stream the transport, which is paused while too much waits to be read: never the socket.
   */
  constructor(socket: TLSSocket, local: SocketAddress, remote: SocketAddress, stream: ConnStream) {
    super(socket, local, remote, stream.flow);
    this.#socket = socket;
    this.#stream = stream;
    socket.once("end", () => stream.over());
  }

  /** @throws {Deno.errors.UnexpectedEof} when the peer has gone without saying that it had sent everything. */
  override async read(buffer: Uint8Array): Promise<number | null> {
    const count = await super.read(buffer);
    if (count === null && this.#stream.cut) {
      throw new Deno.errors.UnexpectedEof("peer closed connection without sending TLS close_notify");
    }
    return count;
  }

  get cipher(): string {
    return this.#socket.getCipher?.()?.name ?? this.#socket.getProtocol() ?? "TLS";
  }

  get certificate(): PeerCertificate | undefined {
    return this.#socket.getPeerCertificate();
  }
}
