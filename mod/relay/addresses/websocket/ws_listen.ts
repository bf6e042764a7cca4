import { closingOnFailure } from "../../../net/connection/closing_on_failure.ts";
import type { Connection } from "../../../net/connection.ts";
import {
  receiveWebSocket,
  type WebSocketCall,
  type WebSocketRules,
} from "../../../net/websocket/receive_websocket.ts";
import { WebSocketStream, type WebSocketStreamOptions } from "../../../net/websocket/websocket_stream.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { acceptPrepared } from "../inet/accept_tcp.ts";
import { listenTcp } from "../inet/listen_tcp.ts";
import type { TlsServing } from "../tls/openssl_listen.ts";
import { withRetryOptions } from "../retries.ts";
import { handshakeFailure } from "./handshake_failure.ts";
import { websocketEndpoint } from "./websocket_endpoint.ts";
import { allowedOrigins, basicAuth, headerFields, streamOptions, subprotocols } from "./websocket_options.ts";

/** A client that has not said what it wants by then is sent away, milliseconds. */
const HANDSHAKE = 10_000;

/**
 * `WS-LISTEN:port[:path]`, `WSS-LISTEN:…` (over TLS): a WebSocket connection that somebody (a browser page)
 * makes; other paths get 404.
 */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [port, path] = request.parameters as [string, string?];
  const rules = rulesOf(request, path === undefined || path.startsWith("/") ? path : `/${path}`);
  const style = streamOptions(request.options);
  const { listen, secure } = await serving(request, port);
  const listener = await withRetryOptions(request, listen);
  yield* acceptPrepared(request, listener, async (each, signal) => {
    const call = await called(await secure(each, signal), rules, signal);
    return endpointOf(call, request, style);
  }, HANDSHAKE);
}

function rulesOf(request: OpenRequest, path: string | undefined): WebSocketRules {
  const protocols = subprotocols(request.options);
  return {
    path,
    origins: allowedOrigins(request.options),
    protocols: protocols.length > 0 ? protocols : undefined,
    credentials: basicAuth(request.options),
    fields: headerFields(request.options),
  };
}

/** What frames go over: the connections themselves, or TLS. */
async function serving(request: OpenRequest, port: string): Promise<TlsServing> {
  if (request.type !== "wss-listen") {
    return { listen: () => listenTcp(request, port), secure: (connection) => Promise.resolve(connection) };
  }
  const { tlsServing } = await import("../tls/openssl_listen.ts");
  return await tlsServing(request);
}

async function called(
  connection: Connection,
  rules: WebSocketRules,
  signal: AbortSignal,
): Promise<WebSocketCall> {
  try {
    return await closingOnFailure(connection, signal, () => receiveWebSocket(connection, rules));
  } catch (error) {
    throw signal.aborted
      ? new RelayError("WebSocket: the client did not finish its handshake in time")
      : handshakeFailure(error, "client");
  }
}

function endpointOf(call: WebSocketCall, request: OpenRequest, style: WebSocketStreamOptions): RelayEndpoint {
  const { log } = request.context;
  log.info(() => `WebSocket: the client asks for ${call.target}`);
  if (request.options.has("subprotocol") && call.offered.length > 0 && call.protocol === undefined) {
    log.warning(`WebSocket: the client speaks no sub-protocol but ${call.offered.join(", ")}`);
  }
  const stream = new WebSocketStream(call.connection, "server", style);
  return websocketEndpoint(stream, request, environmentOf(call), {
    accept: () => call.accept(),
    refuse: (stopping) =>
      stopping
        ? call.refuse(503, "this server is about to stop")
        : call.refuse(502, "what is behind this server cannot be reached"),
  });
}

/** For programs on the other side, beside the names of both ends. */
function environmentOf({ target, origin, protocol }: WebSocketCall): Record<string, string> {
  return {
    WS_TARGET: target,
    ...origin === undefined ? {} : { WS_ORIGIN: origin },
    ...protocol === undefined ? {} : { WS_PROTOCOL: protocol },
  };
}
