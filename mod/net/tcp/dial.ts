import { abortable } from "@std/async";
import type { Connection } from "../connection.ts";
import { dialError } from "../errors/dial_error.ts";
import { type Family, resolveHost } from "../address/resolve_host.ts";
import { TcpConnection } from "./tcp_connection.ts";

/** Where {@linkcode dial} connects to. */
export interface HostPort {
  /** A name or a numeric address, without brackets. */
  readonly hostname: string;
  /** 1 to 65535. */
  readonly port: number;
}

/** How {@linkcode dial} connects. */
export interface DialOptions {
  /** Only addresses of this family. */
  family?: Family;
  /** Gives up as soon as it aborts, with its reason. */
  signal?: AbortSignal;
  /**
   * How long one address may take, in milliseconds.
   * @default {10000}
   */
  timeout?: number;
}

/**
 * Connects to a TCP server. A host name is tried address by address until one answers (RFC 1123 §2.3).
 *
 * @returns the open connection; the caller closes it.
 * @throws {NetError} with the reason of the last address that was tried.
 */
export async function dial(to: HostPort, options: DialOptions = {}): Promise<Connection> {
  return new TcpConnection(await dialSocket(to, options));
}

/** The same as {@linkcode dial}, for who makes something else of the socket, such as TLS. */
export async function dialSocket(to: HostPort, options: DialOptions = {}): Promise<Deno.TcpConn> {
  const addresses = await resolve(to.hostname, options);
  let failure: unknown;
  for (const hostname of addresses) {
    try {
      return await connect({ hostname, port: to.port }, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      failure = error;
    }
  }
  throw dialError(to, failure);
}

/** The system's resolver cannot be stopped; who has given up does not wait for it. */
async function resolve(hostname: string, { family, signal }: DialOptions): Promise<string[]> {
  const found = resolveHost(hostname, family);
  return signal === undefined ? await found : await abortable(found, signal);
}

async function connect(to: HostPort, { signal, timeout = 10_000 }: DialOptions): Promise<Deno.TcpConn> {
  const limit = AbortSignal.timeout(timeout);
  const socket = await Deno.connect({
    hostname: to.hostname,
    port: to.port,
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  });
  socket.setNoDelay(true);
  return socket;
}
