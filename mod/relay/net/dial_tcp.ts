import { isIpv6 } from "../../net/address/ip_literal.ts";
import type { OpenRequest } from "../addresses/address_type.ts";
import { type RelayEndpoint, RelayError } from "../relay_endpoint.ts";
import { NodeEndpoint } from "../endpoints/node_endpoint.ts";
import { streamEndpoint } from "../endpoints/stream_endpoint.ts";
import { applyTcpOptions } from "./apply_tcp_options.ts";
import { portNumber } from "./port_number.ts";
import { listenFamily, localEnd, requiredFamily, resolveHost } from "./resolve.ts";
import { inetEnvironment, type InetName, inetName } from "./socket_name.ts";
import { errorText } from "../../net/errors/system_error.ts";

/**
 * Connects to `host`, address by address until one answers, with `bind=`, `sourceport=`, `connect-timeout=` and the
 * socket options of the request.
 *
 * Plain connections use the runtime's own socket (the fast one); a chosen local end needs `node:net`.
 *
 * @throws {RelayError} with the failure of the last address
 */
export function dialTcp(request: OpenRequest, host: string, service: string): Promise<RelayEndpoint> {
  return dialEach(request, host, service, (to, from) => dialOne(request, to, from));
}

/**
 * Tries the addresses of `host` one after another with `dial` until one works.
 *
 * @throws {RelayError} with the failure of the last address
 */
export async function dialEach(
  request: OpenRequest,
  host: string,
  service: string,
  dial: (to: InetName, from: InetName | undefined) => Promise<RelayEndpoint>,
): Promise<RelayEndpoint> {
  const port = portNumber(service, "tcp");
  const from = await chooseLocal(request);
  const family = requiredFamily(request) ?? (from === undefined ? undefined : isIpv6(from.host) ? 6 : 4);
  const addresses = await resolveHost(host, family, request.context.ipVersion ?? 4);
  let failure: unknown;
  for (const address of addresses) {
    try {
      return await dial({ host: address, port }, from);
    } catch (error) {
      failure = error;
      request.context.log.info(() => connectFailure({ host: address, port }, error).message);
    }
  }
  throw connectFailure({ host: addresses.at(-1)!, port }, failure);
}

/** The sentence for a connection that failed. */
function connectFailure(to: InetName, error: unknown): RelayError {
  if (error instanceof RelayError) return error;
  return new RelayError(`connect(5, ${inetName(to)}, ${isIpv6(to.host) ? 28 : 16}): ${errorText(error)}`);
}

/** The local end that the options ask for; undefined: let the system choose. */
async function chooseLocal(request: OpenRequest): Promise<InetName | undefined> {
  const { host, port } = localEnd(request);
  const low = request.options.flag("lowport");
  if (host === undefined && port === undefined && !low) return undefined;
  const family = requiredFamily(request);
  const any = (family ?? listenFamily(request)) === 6 ? "::" : "0.0.0.0";
  const local = host === undefined
    ? any
    : (await resolveHost(host, family, request.context.ipVersion ?? 4))[0]!;
  const number = port === undefined ? (low ? randomLowPort() : 0) : portNumber(port, "tcp");
  return { host: local, port: number };
}

/** A privileged port as `lowport` wants it: 640 to 1023. */
export function randomLowPort(): number {
  return 640 + Math.floor(Math.random() * 384);
}

async function dialOne(
  request: OpenRequest,
  to: InetName,
  from: InetName | undefined,
): Promise<RelayEndpoint> {
  request.context.log.notice(() => `opening connection to ${inetName(to)}`);
  const limit = request.options.number("connect-timeout");
  using stop = stopAfter(limit, request.context.signal);
  try {
    return from === undefined
      ? await dialPlain(request, to, stop.signal)
      : await dialFrom(request, to, from, stop.signal);
  } catch (error) {
    if (limit === undefined || !stop.signal.aborted || request.context.signal.aborted) throw error;
    throw Object.assign(new Error("timed out"), { code: "ETIMEDOUT" });
  }
}

/** A signal that fires after `ms` or with the relay; dispose of it when the work is done. */
export function stopAfter(ms: number | undefined, signal: AbortSignal): { signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = ms === undefined ? undefined : setTimeout(abort, ms);
  signal.addEventListener("abort", abort);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    },
  };
}

async function dialPlain(request: OpenRequest, to: InetName, signal: AbortSignal): Promise<RelayEndpoint> {
  const conn = await Deno.connect({ hostname: to.host, port: to.port, signal });
  applyTcpOptions(conn, request.options);
  const local = { host: conn.localAddr.hostname, port: conn.localAddr.port };
  request.context.log.notice(() => `successfully connected from local address ${inetName(local)}`);
  return streamEndpoint(conn, request.context, ends(local, to));
}

async function dialFrom(
  request: OpenRequest,
  to: InetName,
  from: InetName,
  signal: AbortSignal,
): Promise<RelayEndpoint> {
  const socket = await connectFrom(to, from, signal, request.options.flag("lowport"));
  const local = { host: socket.localAddress ?? from.host, port: socket.localPort ?? from.port };
  request.context.log.notice(() => `successfully connected from local address ${inetName(local)}`);
  return new NodeEndpoint({ source: socket, sink: socket, ...ends(local, to) }, request.context);
}

/** Connects with `node:net` from a chosen local end; with `low`, tries other low ports while one is taken. */
export async function connectFrom(
  to: InetName,
  from: InetName | undefined,
  signal: AbortSignal,
  low = false,
): Promise<import("node:net").Socket> {
  const { connect } = await import("node:net");
  for (let attempt = 0;; attempt++) {
    const port = low && attempt > 0 ? randomLowPort() : from?.port;
    const local = from === undefined
      ? {}
      : { localAddress: from.host, ...(port === 0 ? {} : { localPort: port! }) };
    const socket = connect({ host: to.host, port: to.port, allowHalfOpen: true, ...local });
    try {
      await connected(socket, signal);
      return socket;
    } catch (error) {
      socket.destroy();
      const taken = ["EADDRINUSE", "EADDRNOTAVAIL"].includes((error as { code?: string }).code ?? "");
      if (!low || attempt > 50 || !taken) throw error;
    }
  }
}

function connected(socket: import("node:net").Socket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(Object.assign(new Error("aborted"), { code: "ETIMEDOUT" }));
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", reject);
    socket.once("connect", () => {
      signal.removeEventListener("abort", abort);
      socket.off("error", reject);
      resolve();
    });
  });
}

function ends(local: InetName, remote: InetName) {
  return { environment: inetEnvironment(local, remote), names: { local, remote } };
}
