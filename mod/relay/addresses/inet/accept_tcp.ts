import { Handshakes } from "../../../net/accept/handshakes.ts";
import { hostOf } from "../../../net/address/host_of.ts";
import type { Connection } from "../../../net/connection.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import type { Listener } from "../../../net/tcp/listen.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { reportFailure } from "../../report_failure.ts";
import { acceptEach } from "../accept_each.ts";
import { acceptWithin } from "../accept_within.ts";
import type { OpenRequest } from "../address_type.ts";
import { peerCheck } from "./peer_check.ts";
import { inetName } from "../../socket_name.ts";

/**
 * Accepts until the relay ends, or without `fork` one connection, before which the listener is closed. A
 * failed accept (too many open files, a client that has gone already) goes on to the next: one bad moment
 * must not end a server.
 *
 * @throws {RelayError} when the listener is broken
 */
export function acceptTcp(request: OpenRequest, listener: Listener): AsyncGenerator<Connection> {
  return acceptEach(request, () => listener.close(), acceptor(request, listener));
}

/**
 * The same with a step (a handshake) before a connection can be used, for all of them side by side.
 * A failure is reported, and does not touch the others.
 *
 * @param prepare has let go of the connection when it rejects
 * @param timeout milliseconds that it may take
 */
export function acceptPrepared(
  request: OpenRequest,
  listener: Listener,
  prepare: (connection: Connection, signal: AbortSignal) => Promise<RelayEndpoint>,
  timeout: number,
): AsyncGenerator<RelayEndpoint> {
  const handshakes = new Handshakes({
    accept: acceptor(request, listener),
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
 * Accepts one connection a call, leaving out peers that {@linkcode peerCheck} refuses; `undefined`:
 * `accept-timeout` is over.
 */
function acceptor(request: OpenRequest, listener: Listener): () => Promise<Connection | undefined> {
  const { log } = request.context;
  const refused = peerCheck(request);
  return async () => {
    while (true) {
      const connection = await acceptWithin(listener, request);
      if (connection === null) return undefined;
      const [local, peer] = [connection.local as HostPort, connection.remote as HostPort];
      log.notice(() => `accepting connection from ${inetName(peer)} on ${inetName(local)}`);
      const why = refused(peer);
      if (why === undefined) return connection;
      log.warning(`refusing connection from ${inetName(peer)} due to ${why} option`);
      connection.close();
    }
  };
}
