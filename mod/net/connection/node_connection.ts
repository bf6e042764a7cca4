import type { Duplex } from "node:stream";
import type { SocketAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import { type FlowControl, NodeStreams } from "./node_streams.ts";

/**
 * A {@linkcode Connection} over a Node socket, or something Node builds on one, such as TLS. It
 * owns the socket.
 */
export class NodeConnection extends NodeStreams implements Connection {
  /** Bytes read so far. */
  bytesRead = 0;
  /** Bytes handed to the transport so far. */
  bytesWritten = 0;
  readonly #socket: Duplex & { resetAndDestroy?(): unknown };

  /**
   * Drives a Node socket and takes ownership of it.
   *
   * @param flow what is paused while too much waits to be read, where it is not the socket.
   */
  constructor(
    socket: Duplex,
    readonly local: SocketAddress,
    readonly remote: SocketAddress,
    flow?: FlowControl,
  ) {
    super(socket, socket, flow);
    this.#socket = socket;
  }

  /** As {@linkcode Connection.read}. */
  override async read(buffer: Uint8Array): Promise<number | null> {
    const length = await super.read(buffer);
    this.bytesRead += length ?? 0;
    return length;
  }

  /** As {@linkcode Connection.write}. */
  override async write(bytes: Uint8Array): Promise<void> {
    await super.write(bytes);
    this.bytesWritten += bytes.length;
  }

  /** As {@linkcode Connection.reset}. */
  reset(): void {
    this.#socket.resetAndDestroy?.();
    this.close();
  }

  /** Closes it. */
  [Symbol.dispose](): void {
    this.close();
  }
}
