import { isIpv6, networkOf, unmapped } from "../../net/address/ip_literal.ts";
import type { OpenRequest } from "../addresses/address_type.ts";
import { type RelayEndpoint, RelayError } from "../relay_endpoint.ts";
import { reportFailure } from "../report_failure.ts";
import { parseAddressRange } from "../../net/address/address_range.ts";
import { portNumber } from "./port_number.ts";
import { bareHost, listenFamily, localEnd, requiredFamily, resolveHost } from "./resolve.ts";
import { acceptWithin } from "./accept_within.ts";
import { acceptEach } from "./accept_each.ts";
import { Handshakes } from "../../net/accept/handshakes.ts";
import { applyTcpOptions } from "./apply_tcp_options.ts";
import { type InetName, inetName } from "./socket_name.ts";
import { errorCode, errorText } from "../../net/errors/system_error.ts";

/** A listening socket of the request's port, family and `bind=`. */
export async function listenTcp(request: OpenRequest, service: string): Promise<Deno.TcpListener> {
  const port = portNumber(service, "tcp");
  const { host } = localEnd(request);
  const hostname = host === undefined ? anyHost(request) : await bindHost(request, host);
  const reusePort = request.options.flag("so-reuseport");
  const tcpBacklog = request.options.number("backlog");
  const name = { host: hostname, port };
  try {
    const listener = Deno.listen({
      hostname,
      port,
      reusePort,
      ...(tcpBacklog === undefined ? {} : { tcpBacklog }),
    });
    const real = { host: listener.addr.hostname, port: listener.addr.port };
    request.context.log.notice(() => `listening on ${inetName(real)}`);
    request.context.tracer.emit({ event: "listen", local: listener.addr });
    return listener;
  } catch (error) {
    throw bindFailed(name, error);
  }
}

/** The sentence for a port that cannot be taken. */
export function bindFailed(name: InetName, error: unknown): RelayError {
  const taken = errorCode(error) === "EADDRINUSE" || error instanceof Deno.errors.AddrInUse;
  return new RelayError(
    `bind(5, {${inetName(name)}}, ${isIpv6(name.host) ? 28 : 16}): ${errorText(error)}`,
    taken ? "  another program has this port; port 0 takes a free one (-d -d says which)" : undefined,
  );
}

function anyHost(request: OpenRequest): string {
  return listenFamily(request) === 6 ? "::" : "0.0.0.0";
}

async function bindHost(request: OpenRequest, host: string): Promise<string> {
  const family = requiredFamily(request);
  return (await resolveHost(bareHost(host), family, request.context.ipVersion ?? 4))[0]!;
}

/** Who may connect: `range=`, `sourceport=`, `lowport`. Returns the reason of a refusal, or undefined. */
export function peerCheck(request: OpenRequest): (peer: InetName) => string | undefined {
  const { options } = request;
  const text = options.text("range");
  const range = text === undefined ? undefined : readRange(text);
  const sourceport = options.number("sourceport");
  const low = options.flag("lowport");
  const onlyV6 = options.flag("ipv6-v6only");
  return (peer) => {
    // The runtime cannot keep IPv4 out of a dual-stack socket: keep its clients out instead.
    if (onlyV6 && !isIpv6(peer.host)) return "ipv6-v6only";
    if (range !== undefined && !range(peer.host)) return "range";
    if (sourceport !== undefined && sourceport !== peer.port) return "sourceport";
    if (low && (peer.port < 640 || peer.port > 1023)) return "lowport";
    return undefined;
  };
}

function readRange(text: string): ReturnType<typeof parseAddressRange> {
  try {
    return parseAddressRange(text);
  } catch (error) {
    throw new RelayError((error as Error).message);
  }
}

/** What is asked of a connection, whoever accepted it. */
export interface TcpConn extends Pick<Deno.TcpConn, "setNoDelay" | "setKeepAlive" | "close"> {
  readonly localAddr: Pick<Deno.NetAddr, "hostname" | "port">;
  readonly remoteAddr: Pick<Deno.NetAddr, "hostname" | "port">;
}

/** What gives connections. */
export interface TcpListener<Conn> {
  accept(): Promise<Conn>;
  close(): void;
}

/** One accepted connection and both its names. */
export interface Accepted<Conn = Deno.TcpConn> {
  readonly conn: Conn;
  readonly local: InetName;
  readonly peer: InetName;
}

/**
 * Accepts until the relay ends, or without `fork` one connection, before which the listener is closed. A failed accept (too
 * many open files, a client that has gone already) goes on to the next: one bad moment must not end a server.
 *
 * @throws {RelayError} when the listener is broken
 */
export function acceptTcp<Conn extends TcpConn>(
  request: OpenRequest,
  listener: TcpListener<Conn>,
): AsyncGenerator<Accepted<Conn>> {
  return acceptEach(request, () => listener.close(), acceptor(request, listener));
}

/**
 * The same with something to do (a handshake) before a connection can be used, for all of them side by side. One that fails is
 * told of, and is nobody else's.
 *
 * @param prepare has let go of the connection when it rejects
 * @param timeout milliseconds that it may take
 */
export function acceptPrepared<Conn extends TcpConn>(
  request: OpenRequest,
  listener: TcpListener<Conn>,
  prepare: (accepted: Accepted<Conn>, signal: AbortSignal) => Promise<RelayEndpoint>,
  timeout: number,
): AsyncGenerator<RelayEndpoint> {
  const handshakes = new Handshakes({
    accept: acceptor(request, listener),
    prepare,
    hostOf: ({ peer }) => networkOf(peer.host),
    timeout,
    failed: (error) => reportFailure(request.context.log, error),
  });
  const close = () => {
    listener.close();
    handshakes.close();
  };
  return acceptEach(request, close, () => handshakes.next());
}

/** Accepts one connection a call, leaving out peers that {@linkcode peerCheck} refuses; `undefined`: `accept-timeout` is over. */
function acceptor<Conn extends TcpConn>(
  request: OpenRequest,
  listener: TcpListener<Conn>,
): () => Promise<Accepted<Conn> | undefined> {
  const { context, options } = request;
  const refused = peerCheck(request);
  return async () => {
    while (true) {
      const conn = await acceptWithin(listener, request);
      if (conn === null) return undefined;
      applyTcpOptions(conn, options);
      const peer = { host: unmapped(conn.remoteAddr.hostname), port: conn.remoteAddr.port };
      const local = { host: unmapped(conn.localAddr.hostname), port: conn.localAddr.port };
      context.log.notice(() => `accepting connection from ${inetName(peer)} on ${inetName(local)}`);
      const why = refused(peer);
      if (why === undefined) return { conn, local, peer };
      context.log.warning(`refusing connection from ${inetName(peer)} due to ${why} option`);
      conn.close();
    }
  };
}
