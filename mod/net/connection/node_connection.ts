import type { Duplex } from "node:stream";
import type { SocketAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import { NodeStreams } from "./node_streams.ts";

/**
 * A {@linkcode Connection} over a socket of Node's, or what Node makes of one, such as TLS. It owns the
 * socket.
 */
export class NodeConnection extends NodeStreams implements Connection {
  bytesRead = 0;
  bytesWritten = 0;
  readonly #socket: Duplex & { resetAndDestroy?(): unknown };

  constructor(socket: Duplex, readonly local: SocketAddress, readonly remote: SocketAddress) {
    super(socket, socket);
    this.#socket = socket;
  }

  override async read(buffer: Uint8Array): Promise<number | null> {
    const length = await super.read(buffer);
    this.bytesRead += length ?? 0;
    return length;
  }

  override async write(bytes: Uint8Array): Promise<void> {
    await super.write(bytes);
    this.bytesWritten += bytes.length;
  }

  reset(): void {
    this.#socket.resetAndDestroy?.();
    this.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
