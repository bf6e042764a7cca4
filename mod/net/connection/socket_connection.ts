import { plainHostname, type SocketAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import { abortiveClose, type AbortiveCloser } from "../tcp/abortive_close.ts";
import type { ReadScheduler } from "../tcp/read_scheduler.ts";

/**
 * A {@linkcode Connection} over a socket of this isolate: TCP, the runtime's TLS, or a UNIX stream.
 *
 * The socket is driven by its own `read` and `write`. The stream interface beside them (`conn.readable`) is
 * not used: it closes both directions at the first end of stream, so that a client that half-closes loses its
 * answer, and costs two to ten times as much on small messages.
 */
export class SocketConnection implements Connection {
  bytesRead = 0;
  bytesWritten = 0;
  readonly #socket: Deno.Conn;
  readonly #scheduler: ReadScheduler | undefined;
  readonly #abortiveCloser: AbortiveCloser | undefined;
  #outgoing: Uint8Array = NOTHING;
  #open = true;

  /**
   * Takes a socket over: from now on it is closed through this connection only.
   *
   * @param scheduler shared by all connections of a server, so that nobody in a large crowd is
   *   passed over.
   * @param abortiveCloser how the connection is reset.
   */
  constructor(socket: Deno.Conn, scheduler?: ReadScheduler, abortiveCloser?: AbortiveCloser) {
    this.#socket = socket;
    this.#scheduler = scheduler;
    this.#abortiveCloser = abortiveCloser;
  }

  // Made only when asked for, which is rare: ten thousand idle connections need not hold twenty
  // thousand addresses.

  get local(): SocketAddress {
    return toAddress(this.#socket.localAddr);
  }

  get remote(): SocketAddress {
    return toAddress(this.#socket.remoteAddr);
  }

  read(buffer: Uint8Array): Promise<number | null> {
    // Who has just come has taken nobody's turn: clients that ask once and leave do not stand in line.
    if (this.#scheduler === undefined || this.bytesRead === 0 || this.#scheduler.mayRead()) {
      return this.#socket.read(buffer).then(this.#countRead);
    }
    const scheduler = this.#scheduler;
    return new Promise((resolve, reject) => {
      scheduler.wait(() => {
        this.#socket.read(buffer).then((length) => resolve(this.#countRead(length)), reject);
      });
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    this.#outgoing = bytes;
    return this.#socket.write(bytes).then(this.#countWritten);
  }

  writeSome(bytes: Uint8Array): Promise<number> {
    return this.#socket.write(bytes).then((written) => {
      this.bytesWritten += written;
      return written;
    });
  }

  /** Writing no bytes only reports the socket's error (send(2)). */
  resetByPeer(): Promise<boolean> {
    return this.#socket.write(NOTHING).then(() => false, () => true);
  }

  async closeWrite(): Promise<void> {
    if (!this.#open) return;
    try {
      await this.#socket.closeWrite();
    } catch {
      // The peer has already gone: there is nobody left to tell.
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.close();
  }

  unacknowledged(): number | undefined {
    return this.#open ? this.#abortiveCloser?.unacknowledged(this.#socket) : undefined;
  }

  reset(): void {
    if (!this.#open) return;
    abortiveClose(this.#socket, this.#abortiveCloser);
    this.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  // Two functions a connection instead of an async frame an operation: on short messages that is a tenth of
  // the work.

  readonly #countRead = (length: number | null): number | null => {
    this.#scheduler?.served();
    if (length !== null) this.bytesRead += length;
    return length;
  };

  /** The kernel may take less than all (send(2)); the rest follows. */
  readonly #countWritten = (written: number): Promise<void> | undefined => {
    this.bytesWritten += written;
    const rest = written < this.#outgoing.length ? this.#outgoing.subarray(written) : NOTHING;
    this.#outgoing = NOTHING;
    return rest.length === 0 ? undefined : this.write(rest);
  };
}

const NOTHING = new Uint8Array(0);

/** The runtime's address as ours. */
function toAddress(address: Deno.Addr): SocketAddress {
  if (address.transport === "tcp" || address.transport === "udp") {
    return { transport: address.transport, hostname: plainHostname(address.hostname), port: address.port };
  }
  return { transport: "unix", path: "path" in address ? address.path ?? "" : "" };
}
