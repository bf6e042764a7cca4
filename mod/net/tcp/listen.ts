import { type InetAddress, isMappedIpv4 } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import type { AbortiveCloser } from "./abortive_close.ts";
import { applyTcpOptions, type TcpOptions } from "./apply_tcp_options.ts";
import { type Family, resolveHost } from "../address/resolve_host.ts";
import { openOnAny, openOnEach } from "../listening/open_on_each.ts";
import type { HostPort } from "./dial.ts";
import { refuseSharedPort } from "./shared_port.ts";
import { SocketConnection } from "../connection/socket_connection.ts";
import { loopScheduler, type ReadScheduler } from "./read_scheduler.ts";

/** A socket that clients can connect to. The code that called `listen` closes it. */
export interface Listener extends Disposable {
  /** Where it listens, with the real port. */
  readonly address: InetAddress;
  /**
   * The next client out of the kernel's queue.
   *
   * @throws {Deno.errors.BadResource} or `Interrupted` once the listener is closed;
   *   {@linkcode AcceptRecovery} knows the meaning of any other error for an accept loop.
   */
  accept(): Promise<Connection>;
  /** Stops listening; clients in the kernel's queue are reset. Calling it again has no effect. */
  close(): void;
}

/** How {@linkcode listen} listens. */
export interface ListenOptions extends TcpOptions {
  /** A name or a numeric address; without one, every address of the machine. */
  hostname?: string;
  /** Only this family. */
  family?: Family;
  /** Lets several sockets share the port, the kernel spreading clients over them (Linux only). */
  reusePort?: boolean;
  /**
   * How many clients may wait in the kernel's queue, where the runtime lets us choose (see listen(2)).
   * @default {511}
   */
  backlog?: number;
  /**
   * Whether busy connections in a crowd take turns, which is fairer but costs throughput.
   * @default {true}
   */
  takesTurns?: boolean;
  /**
   * How accepted connections are reset; it has to last as long as they do. Without it, it is looked
   * up each time.
   */
  abortiveCloser?: AbortiveCloser | undefined;
}

/**
 * Listens for TCP clients.
 *
 * Without a host name, clients of both families are served: by one socket where the system lets an IPv6 socket
 * take IPv4 clients too (RFC 3493 §3.7), as Linux and macOS do, else by one for each family, as on Windows. On
 * a machine without IPv6 there is one for IPv4. A host name that stands for several addresses (`localhost`)
 * gives one listener for each. All have the same port, and all listen, or none.
 *
 * @param port 0 to 65535; 0 lets the system choose one that is free on every address.
 * @throws {NetError} when the port is taken, reserved, or the address is not ours.
 */
export async function listen(port: number, options: ListenOptions = {}): Promise<Listener[]> {
  const kind = { transport: "tcp", open: (at: HostPort) => open(at, options) } as const;
  if (options.hostname === undefined) return openOnAny(port, options.family, kind);
  return openOnEach(await resolveHost(options.hostname, options.family), port, kind);
}

function open({ hostname, port }: HostPort, options: ListenOptions): Listener {
  const { reusePort, backlog } = options;
  refuseSharedPort({ hostname, port });
  const socket = Deno.listen({
    hostname,
    port,
    ...(reusePort ? { reusePort } : {}),
    ...(backlog === undefined ? {} : { tcpBacklog: backlog }),
  });
  return new TcpListener(socket, options);
}

class TcpListener implements Listener {
  readonly address: InetAddress;
  readonly #socket: Deno.TcpListener;
  readonly #options: ListenOptions;
  readonly #scheduler: ReadScheduler | undefined;

  constructor(socket: Deno.TcpListener, options: ListenOptions) {
    this.#socket = socket;
    // Nothing is ever heard from a client whose machine or network has gone: in the end the system
    // probes it, and gives up.
    this.#options = { keepAlive: true, ...options };
    this.#scheduler = options.takesTurns === false ? undefined : loopScheduler;
    const { hostname, port } = socket.addr;
    this.address = { transport: "tcp", hostname, port };
  }

  async accept(): Promise<Connection> {
    while (true) {
      const socket = await this.#socket.accept();
      // The runtime cannot set IPV6_V6ONLY, so a client that came over IPv4 is sent away here.
      const unwanted = this.#options.family === 6 && isMappedIpv4(socket.remoteAddr.hostname);
      if (!unwanted && applyTcpOptions(socket, this.#options)) {
        return new SocketConnection(socket, this.#scheduler, this.#options.abortiveCloser);
      }
      socket.close();
    }
  }

  close(): void {
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#socket[Symbol.dispose]();
  }
}
