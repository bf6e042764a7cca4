import type { Connection } from "../../../net/connection.ts";
import { requestWebSocket } from "../../../net/websocket/opening_handshake.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { dialTcp } from "../inet/dial_tcp.ts";
import { connecting } from "../retries.ts";
import { upgraded } from "./websocket_endpoint.ts";

/** `WS:host:port:path` and `WSS:…` (over TLS): a WebSocket connection that we make. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [host, port, path = "/"] = request.parameters as [string, string, string?];
  const asked = {
    authority: `${host}:${port}`,
    path: encodeURI(path.startsWith("/") ? path : `/${path}`),
    within: request.options.number("connect-timeout"),
  };
  return connecting(request, async () => {
    const connection = await dial(request, host, port);
    return await upgraded(connection, request.context, () => requestWebSocket(connection, asked));
  });
}

async function dial(request: OpenRequest, host: string, port: string): Promise<Connection> {
  if (request.type !== "wss") return await dialTcp(request, host, port);
  const { dialSecurely } = await import("../tls/openssl_connect.ts");
  return await dialSecurely(request, host, port);
}
