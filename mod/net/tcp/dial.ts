import { abortable } from "@std/async";
import { closingOnFailure } from "../connection/closing_on_failure.ts";
import type { Connection } from "../connection.ts";
import { dialError } from "../errors/dial_error.ts";
import { type Family, resolveHost } from "../address/resolve_host.ts";
import { applyTcpOptions, type TcpOptions } from "./apply_tcp_options.ts";
import type { LocalEnd } from "./connect_from.ts";
import type { AbortiveCloser } from "./abortive_close.ts";
import { SocketConnection } from "../connection/socket_connection.ts";
import { loopScheduler } from "./read_scheduler.ts";

/** Where {@linkcode dial} connects to. */
export interface HostPort {
  /** A name or a numeric address, without brackets. */
  readonly hostname: string;
  /** 1 to 65535. */
  readonly port: number;
}

/** How {@linkcode dial} connects. */
export interface DialOptions extends TcpOptions {
  /** Only addresses of this family. */
  family?: Family;
  /** Which addresses are tried first. */
  prefer?: Family | "system";
  /** Our own end; without it, the system chooses. */
  from?: LocalEnd | undefined;
  /** Gives up as soon as it aborts, with its reason. */
  signal?: AbortSignal;
  /**
   * How long one address may take, in milliseconds; `Infinity` leaves it to the system.
   * @default {10000}
   */
  timeout?: number;
  /** Looks names up, instead of the system's resolver; resolves with numeric addresses. */
  resolve?: (hostname: string) => Promise<string[]>;
  /** Called with each address before it is tried. */
  trying?: (address: HostPort) => void;
  /** How the connection is reset; it has to last as long as it does. Without it, it is looked up then. */
  abortiveCloser?: AbortiveCloser | undefined;
  /** Called with the system's reason when one of several addresses did not work. */
  failed?: (address: HostPort, error: unknown) => void;
  /**
   * Whether it takes turns with other busy connections in a crowd, as accepted ones do.
   * @default {false}
   */
  takesTurns?: boolean;
  /** Says the first words on a fresh connection, before TLS and before it is handed out. */
  greet?: ((connection: Connection) => Promise<void>) | undefined;
}

/**
 * Connects to a TCP server. A host name is tried address by address until one answers (RFC 1123 §2.3).
 *
 * @returns the open connection; the caller closes it.
 * @throws {NetError} with the reason of the last address that was tried; the system's own error is its cause.
 */
export function dial(to: HostPort, options: DialOptions = {}): Promise<Connection> {
  return dialEach(to, options, async (address, signal) => {
    if (options.from === undefined) {
      const socket = await connectSocket(address, options, signal);
      const scheduler = options.takesTurns ? loopScheduler : undefined;
      return await greeted(new SocketConnection(socket, scheduler, options.abortiveCloser), options, signal);
    }
    const { connectFrom, connectionOf } = await import("./connect_from.ts");
    return await greeted(
      connectionOf(await connectFrom(address, options.from, options, signal)),
      options,
      signal,
    );
  });
}

/** The connection after the first words on it; it is closed when these fail. */
export async function greeted(
  connection: Connection,
  { greet }: DialOptions,
  signal: AbortSignal | undefined,
): Promise<Connection> {
  if (greet !== undefined) await closingOnFailure(connection, signal, () => greet(connection));
  return connection;
}

/**
 * The same as {@linkcode dial}, for code that turns the socket into something else, such as TLS;
 * the system chooses our end.
 */
export function dialSocket(to: HostPort, options: DialOptions = {}): Promise<Deno.TcpConn> {
  return dialEach(to, options, (address, signal) => connectSocket(address, options, signal));
}

/**
 * Tries the addresses of a host one after another.
 *
 * @param connect connects to one numeric address, and must have released everything when it
 *   rejects; the signal ends the attempt when its time is up.
 * @throws {NetError} as {@linkcode dial} does.
 */
export async function dialEach<Made>(
  to: HostPort,
  options: DialOptions,
  connect: (address: HostPort, signal: AbortSignal | undefined) => Promise<Made>,
): Promise<Made> {
  let failure: unknown;
  for (const hostname of await resolve(to.hostname, options)) {
    const address = { hostname, port: to.port };
    const { signal, timeout = 10_000 } = options;
    const limit = timeout === Infinity ? undefined : AbortSignal.timeout(timeout);
    const both = signal !== undefined && limit !== undefined
      ? AbortSignal.any([signal, limit])
      : signal ?? limit;
    options.trying?.(address);
    try {
      return await connect(address, both);
    } catch (error) {
      signal?.throwIfAborted();
      const late = limit?.aborted && error instanceof DOMException;
      failure = late ? new Deno.errors.TimedOut() : error;
      options.failed?.(address, failure);
    }
  }
  throw dialError(to, failure);
}

/** The system's resolver cannot be stopped; a caller that has given up does not wait for it. */
async function resolve(hostname: string, options: DialOptions): Promise<string[]> {
  const { family, prefer, signal } = options;
  const found = options.resolve?.(hostname) ?? resolveHost(hostname, family, prefer);
  return signal === undefined ? await found : await abortable(found, signal);
}

/** The socket of one numeric address. @throws the system's own errors. */
export async function connectSocket(
  to: HostPort,
  tcp: TcpOptions,
  signal: AbortSignal | undefined,
): Promise<Deno.TcpConn> {
  const socket = await Deno.connect({
    hostname: to.hostname,
    port: to.port,
    ...(signal === undefined ? {} : { signal }),
  });
  // If the peer has reset the connection meanwhile, the first read will say so.
  applyTcpOptions(socket, tcp);
  return socket;
}
