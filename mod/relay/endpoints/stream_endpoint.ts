import type { SocketAddress } from "../../net/address/socket_address.ts";
import type { Connection } from "../../net/connection.ts";
import type { AskedTarget } from "../addresses/proxy_server/proxy_request.ts";
import type { HostPort } from "../../net/tcp/dial.ts";
import { inetEnvironment, unixEnvironment } from "../socket_name.ts";
import type { RelayContext } from "../context.ts";
import { abortiveEnd } from "./abortive_end.ts";
import type { AbortiveEnd, RelayEndpoint } from "../relay_endpoint.ts";

/** The things that go with a connection. */
export interface StreamOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly names?: { readonly local: HostPort; readonly remote: HostPort };
  /** The descriptors that messages name; without them, the next free one. */
  readonly fds?: readonly [number, number];
  /** Where the client of a proxy of ours wants to go. */
  readonly asked?: AskedTarget | undefined;
  /** Runs once after closing. */
  readonly closed?: () => void;
}

/** A connection over the network as one side of a relay, with the names of both its ends. */
export function inetEndpoint(
  connection: Connection,
  context: RelayContext,
  environment: Readonly<Record<string, string>> = {},
  asked?: AskedTarget,
): RelayEndpoint {
  const { local, remote } = connection;
  // A proxy may have told of a client on a UNIX socket.
  if ("path" in local || "path" in remote) {
    const path = (end: SocketAddress) => "path" in end ? end.path : "";
    return streamEndpoint(connection, context, {
      environment: { ...unixEnvironment(path(local), path(remote)), ...environment },
      asked,
    });
  }
  return streamEndpoint(connection, context, {
    environment: { ...inetEnvironment(local, remote), ...environment },
    names: { local, remote },
    asked,
  });
}

/** A connection as one side of a relay. */
export function streamEndpoint(
  connection: Connection,
  context: RelayContext,
  options: StreamOptions = {},
): RelayEndpoint {
  return new StreamEndpoint(connection, context, options);
}

class StreamEndpoint implements RelayEndpoint {
  readonly fds: readonly [number, number];
  readonly readable = true;
  readonly writable = true;
  readonly datagram = false;
  readonly environment: Readonly<Record<string, string>>;
  readonly names?: { readonly local: HostPort; readonly remote: HostPort };
  readonly asked?: AskedTarget;
  // The connection's own: no byte goes through this file.
  readonly read: Connection["read"];
  readonly write: Connection["write"];
  readonly abortive: AbortiveEnd | undefined;
  readonly #connection: Connection;
  readonly #context: RelayContext;
  readonly #closed: (() => void) | undefined;
  #open = true;

  constructor(connection: Connection, context: RelayContext, options: StreamOptions) {
    this.#connection = connection;
    this.#context = context;
    this.abortive = abortiveEnd(connection, context);
    this.read = connection.read.bind(connection);
    this.write = connection.write.bind(connection);
    const fd = options.fds === undefined ? context.descriptors.take() : -1;
    this.fds = options.fds ?? [fd, fd];
    this.environment = options.environment ?? {};
    if (options.names !== undefined) this.names = options.names;
    if (options.asked !== undefined) this.asked = options.asked;
    this.#closed = options.closed;
  }

  shutdown(): Promise<void> {
    return this.#connection.closeWrite();
  }

  close(): Promise<void> {
    if (!this.#open) return Promise.resolve();
    this.#open = false;
    for (const fd of new Set(this.fds)) this.#context.descriptors.release(fd);
    try {
      this.#connection.close();
    } catch {
      // Closed by the runtime when the peer reset it.
    }
    this.#closed?.();
    return Promise.resolve();
  }
}
