import type { Connection } from "../../../net/connection.ts";
import { acceptWebSocket } from "../../../net/websocket/opening_handshake.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { acceptPrepared } from "../inet/accept_tcp.ts";
import { listenTcp } from "../inet/listen_tcp.ts";
import { withRetryOptions } from "../retries.ts";
import { upgraded } from "./websocket_endpoint.ts";

/** A client that has not said what it wants by then is sent away, milliseconds. */
const HANDSHAKE = 10_000;

/**
 * `WS-LISTEN:port[:path]`: a WebSocket connection that somebody (a browser page) makes; other paths get 404.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [port, path] = request.parameters as [string, string?];
  const wanted = path === undefined || path.startsWith("/") ? path : `/${path}`;
  const listener = await withRetryOptions(request, () => listenTcp(request, port));
  const accept = (each: Connection, signal: AbortSignal) => accepted(request, each, wanted, signal);
  yield* acceptPrepared(request, listener, accept, HANDSHAKE);
}

async function accepted(
  { context }: OpenRequest,
  connection: Connection,
  path: string | undefined,
  signal: AbortSignal,
): Promise<RelayEndpoint> {
  try {
    return await upgraded(connection, context, () => acceptWebSocket(connection, path), signal);
  } catch (error) {
    throw signal.aborted
      ? new RelayError("WebSocket: the client did not finish its handshake in time")
      : error;
  }
}
