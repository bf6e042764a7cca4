import type { RelayContext } from "../context.ts";
import type { NamedEnd, RelayEndpoint } from "../relay_endpoint.ts";

/** The calls of a `Deno.TcpConn` or `Deno.UnixConn` that a relay uses. */
export interface StreamConn {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  closeWrite(): Promise<void>;
  close(): void;
}

/** What goes with a connection. */
export interface StreamOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly names?: { readonly local: NamedEnd; readonly remote: NamedEnd };
  /** Runs once after closing. */
  readonly closed?: () => void;
}

/** A stream socket of the runtime: TCP or UNIX. */
export function streamEndpoint(
  conn: StreamConn,
  context: RelayContext,
  options: StreamOptions = {},
): RelayEndpoint {
  return new StreamEndpoint(conn, context, options);
}

class StreamEndpoint implements RelayEndpoint {
  readonly fds: readonly [number, number];
  readonly readable = true;
  readonly writable = true;
  readonly datagram = false;
  readonly environment: Readonly<Record<string, string>>;
  readonly names?: { readonly local: NamedEnd; readonly remote: NamedEnd };
  readonly #conn: StreamConn;
  readonly #context: RelayContext;
  readonly #closed: (() => void) | undefined;
  #open = true;
  #saidAll = false;

  constructor(conn: StreamConn, context: RelayContext, options: StreamOptions) {
    this.#conn = conn;
    this.#context = context;
    const fd = context.descriptors.take();
    this.fds = [fd, fd];
    this.environment = options.environment ?? {};
    if (options.names !== undefined) this.names = options.names;
    this.#closed = options.closed;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    return this.#conn.read(buffer);
  }

  async write(bytes: Uint8Array): Promise<void> {
    let sent = await this.#conn.write(bytes);
    while (sent < bytes.length) sent += await this.#conn.write(bytes.subarray(sent));
  }

  async shutdown(): Promise<void> {
    if (!this.#open || this.#saidAll) return;
    this.#saidAll = true;
    try {
      await this.#conn.closeWrite();
    } catch {
      // The peer has already closed: there is nobody left to tell.
    }
  }

  close(): Promise<void> {
    if (!this.#open) return Promise.resolve();
    this.#open = false;
    this.#context.descriptors.release(this.fds[0]);
    try {
      this.#conn.close();
    } catch {
      // Closed by the runtime when the peer reset it.
    }
    this.#closed?.();
    return Promise.resolve();
  }
}
