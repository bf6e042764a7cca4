import { type Address, plainHostname } from "./address.ts";
import type { Connection } from "./connection.ts";
import { resetSocket } from "./reset_socket.ts";

/**
 * A {@linkcode Connection} over a socket of this isolate.
 *
 * The socket is driven by its own `read` and `write`. The stream interface beside them (`conn.readable`) is not used: it
 * closes both directions at the first end of stream, so that a client that half-closes loses its answer, and costs two to
 * ten times as much on small messages.
 */
export class TcpConnection implements Connection {
  readonly local: Address;
  readonly remote: Address;
  bytesRead = 0;
  bytesWritten = 0;
  readonly #socket: Deno.Conn;
  #open = true;

  /** Takes a socket over: from now on it is closed through this connection only. */
  constructor(socket: Deno.Conn) {
    this.#socket = socket;
    this.local = toAddress(socket.localAddr);
    this.remote = toAddress(socket.remoteAddr);
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    const length = await this.#socket.read(buffer);
    if (length !== null) this.bytesRead += length;
    return length;
  }

  async write(bytes: Uint8Array): Promise<void> {
    let written = await this.#socket.write(bytes);
    this.bytesWritten += written;
    while (written < bytes.length) {
      const more = await this.#socket.write(bytes.subarray(written));
      this.bytesWritten += more;
      written += more;
    }
  }

  async closeWrite(): Promise<void> {
    if (!this.#open) return;
    try {
      await this.#socket.closeWrite();
    } catch {
      // The peer is gone already: there is nobody left to tell.
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.close();
  }

  reset(): void {
    if (!this.#open) return;
    resetSocket(this.#socket);
    this.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** The runtime's address as ours. */
function toAddress(address: Deno.Addr): Address {
  if (address.transport === "tcp" || address.transport === "udp") {
    return { transport: address.transport, hostname: plainHostname(address.hostname), port: address.port };
  }
  return { transport: "unix", path: "path" in address ? address.path ?? "" : "" };
}
