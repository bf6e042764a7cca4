import { Handshakes } from "../../../net/accept/handshakes.ts";
import type { InetAddress } from "../../../net/address/socket_address.ts";
import { hostOf } from "../../../net/address/host_of.ts";
import type { Connection } from "../../../net/connection.ts";
import type { Listener } from "../../../net/tcp/listen.ts";
import { reportFailure } from "../../report_failure.ts";
import { acceptEach } from "../accept_each.ts";
import { acceptWithin } from "../accept_within.ts";
import type { OpenRequest } from "../address_type.ts";
import { PROXY_HEADER_WITHIN, proxyHeaderReader } from "../proxy_protocol/accept_proxy_header.ts";
import { peerCheck } from "./peer_check.ts";
import { inetName } from "../../socket_name.ts";

/** What has to happen with a connection before it can be used, such as a handshake. */
export type Prepare<To> = (connection: Connection, signal: AbortSignal) => Promise<To>;

/**
 * Accepts until the relay ends, or without `fork` one connection, before which the listener is closed. A
 * failed accept (too many open files, a client that has gone already) goes on to the next: one bad moment
 * must not end a server.
 *
 * @throws {RelayError} when the listener is broken
 */
export function acceptTcp(request: OpenRequest, listener: Listener): AsyncGenerator<Connection> {
  const headers = proxyHeaderReader(request);
  const accept = acceptor(request, listener, headers?.trusted);
  if (headers === undefined) return acceptEach(request, () => listener.close(), accept);
  return preparedEach(request, { accept, close: () => listener.close() }, headers.read, PROXY_HEADER_WITHIN);
}

/**
 * The same with a step (a handshake) before a connection can be used, for all of them side by side.
 * A failure is reported, and does not touch the others.
 *
 * @param prepare has let go of the connection when it rejects
 * @param timeout milliseconds that it may take
 */
export function acceptPrepared<To extends { close(): unknown }>(
  request: OpenRequest,
  listener: Listener,
  prepare: Prepare<To>,
  timeout: number,
): AsyncGenerator<To> {
  const headers = proxyHeaderReader(request);
  const accept = acceptor(request, listener, headers?.trusted);
  const prepareAll: Prepare<To> = headers === undefined
    ? prepare
    : async (connection, signal) => await prepare(await headers.read(connection, signal), signal);
  return preparedEach(request, { accept, close: () => listener.close() }, prepareAll, timeout);
}

/** Prepares all that `accept` gives, side by side. */
export function preparedEach<To extends { close(): unknown }>(
  request: OpenRequest,
  listener: { accept(): Promise<Connection | undefined>; close(): void },
  prepare: Prepare<To>,
  timeout: number,
): AsyncGenerator<To> {
  const handshakes = new Handshakes({
    accept: () => listener.accept(),
    prepare,
    hostOf: ({ remote }) => hostOf(remote),
    timeout,
    failed: (error) => reportFailure(request.context.log, error),
  });
  const close = () => {
    listener.close();
    handshakes.close();
  };
  return acceptEach(request, close, () => handshakes.next());
}

/**
 * Accepts one connection a call, leaving out peers that {@linkcode peerCheck} refuses, or instead of it
 * `refused`; `undefined`: `accept-timeout` is over.
 */
function acceptor(
  request: OpenRequest,
  listener: Listener,
  refused: (peer: InetAddress) => string | undefined = peerCheck(request),
): () => Promise<Connection | undefined> {
  const { log } = request.context;
  return async () => {
    while (true) {
      const connection = await acceptWithin(listener, request);
      if (connection === null) return undefined;
      const [local, peer] = [connection.local as InetAddress, connection.remote as InetAddress];
      log.notice(() => `accepting connection from ${inetName(peer)} on ${inetName(local)}`);
      const why = refused(peer);
      if (why === undefined) return connection;
      log.warning(`refusing connection from ${inetName(peer)} due to ${why} option`);
      connection.close();
    }
  };
}
