import type { Connection } from "../../../net/connection.ts";
import {
  type WebSocketHandshakeCode,
  WebSocketHandshakeError,
} from "../../../net/websocket/opening_handshake.ts";
import { WebSocketError } from "../../../net/websocket/websocket_error.ts";
import type { WebSocketStream } from "../../../net/websocket/websocket_stream.ts";
import type { RelayContext } from "../../context.ts";
import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import { layer } from "../../endpoints/with_options.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { shakeHands } from "../shake_hands.ts";

/** A WebSocket as one side of a relay. */
function websocketEndpoint(stream: WebSocketStream, context: RelayContext): RelayEndpoint {
  const endpoint = inetEndpoint(stream, context);
  return layer(endpoint, {
    read: (buffer) =>
      stream.read(buffer).catch((error) => {
        throw error instanceof WebSocketError ? new RelayError(`WebSocket: ${error.message}`) : error;
      }),
    close: async () => {
      await stream.farewell();
      await endpoint.close();
    },
  });
}

/**
 * Makes a fresh connection a WebSocket with one of the two handshakes; closes it if that fails.
 */
export function upgraded(
  connection: Connection,
  context: RelayContext,
  handshake: () => Promise<WebSocketStream>,
  signal?: AbortSignal,
): Promise<RelayEndpoint> {
  return shakeHands(connection, async () => {
    try {
      return websocketEndpoint(await handshake(), context);
    } catch (error) {
      if (!(error instanceof WebSocketHandshakeError)) throw error;
      throw new RelayError(`WebSocket: ${SENTENCES[error.code](error.detail)}`);
    }
  }, signal);
}

const SENTENCES: Readonly<Record<WebSocketHandshakeCode, (detail: string) => string>> = {
  refused: (status) => `the server says "${status.slice(0, 100)}"`,
  unproven: () => "the server did not prove that it speaks the protocol",
  not_asked: () => "the client did not ask for a WebSocket",
  wrong_path: (target) => `the client asked for ${target}`,
  too_many_fields: () => "too many header lines",
};
