import { abortable } from "@std/async";
import { formatHostPort } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import { NetError, type NetErrorCode } from "../errors/net_error.ts";
import { type Family, resolveHost } from "../address/resolve_host.ts";
import { errorCode, errorText } from "../errors/system_error.ts";
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

function dialError(to: HostPort, cause: unknown): NetError {
  const where = formatHostPort(to.hostname, to.port);
  const [code, reason] = explain(cause);
  return new NetError(code, `Cannot connect to ${where}: ${reason}`, { cause });
}

function explain(cause: unknown): [NetErrorCode, string] {
  const code = errorCode(cause);
  if (code === "ECONNREFUSED") {
    return ["connection_refused", "connection refused (is the server running?)"];
  }
  if (code === "ETIMEDOUT" || (cause instanceof DOMException && cause.name === "TimeoutError")) {
    return ["connection_timed_out", "no answer (is there a firewall in between?)"];
  }
  if (code === "ENETUNREACH" || code === "EHOSTUNREACH") {
    return ["unreachable", "there is no way to that network"];
  }
  if (code === "EADDRNOTAVAIL") {
    return [
      "unreachable",
      "this machine has no address of that family, or no port left for one more connection",
    ];
  }
  return ["connection_failed", errorText(cause).replace(/^[A-Z]/, (letter) => letter.toLowerCase())];
}
