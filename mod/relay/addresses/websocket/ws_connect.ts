import { isIpv6, withoutBrackets } from "../../../net/address/ip_literal.ts";
import { closingOnFailure } from "../../../net/connection/closing_on_failure.ts";
import type { Connection } from "../../../net/connection.ts";
import { basicCredentials } from "../../../net/basic_credentials.ts";
import { requestWebSocket, type WebSocketQuestion } from "../../../net/websocket/request_websocket.ts";
import { WebSocketStream } from "../../../net/websocket/websocket_stream.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { dialTcp } from "../inet/dial_tcp.ts";
import { portNumber } from "../inet/port_number.ts";
import { connecting } from "../retries.ts";
import { handshakeFailure } from "./handshake_failure.ts";
import { websocketEndpoint } from "./websocket_endpoint.ts";
import { basicAuth, headerFields, streamOptions, subprotocols } from "./websocket_options.ts";
import { urlCredentials } from "./websocket_url.ts";

/** `WS:host:port:path`, `ws://host:port/path` and `WSS:…` (over TLS): a WebSocket connection that we make. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [host, port] = request.parameters as [string, string];
  const asked = question(request);
  const style = streamOptions(request.options);
  return connecting(request, async () => {
    const connection = await dial(request, host, port);
    try {
      const answer = await closingOnFailure(connection, undefined, () => requestWebSocket(connection, asked));
      tellProtocol(request, asked, answer.protocol);
      const stream = new WebSocketStream(answer.connection, "client", style);
      const environment: Record<string, string> = answer.protocol === undefined
        ? {}
        : { WS_PROTOCOL: answer.protocol };
      return websocketEndpoint(stream, request, environment);
    } catch (error) {
      throw handshakeFailure(error, "server");
    }
  });
}

function question(request: OpenRequest): WebSocketQuestion {
  const [host, port, path = "/"] = request.parameters as [string, string, string?];
  const { options, address } = request;
  const [origin, credentials] = [
    options.text("origin"),
    basicAuth(options) ?? urlCredentials(address.parameters),
  ];
  return {
    authority: authority(request.type, withoutBrackets(host), portNumber(port, "tcp")),
    target: target(path.startsWith("/") ? path : `/${path}`),
    protocols: subprotocols(options),
    fields: [
      ...origin === undefined ? [] : [["Origin", origin] as const],
      ...credentials === undefined
        ? []
        : [["Authorization", `Basic ${basicCredentials(credentials)}`] as const],
      ...headerFields(options),
    ],
    within: options.number("connect-timeout"),
  };
}

/** The usual port is not named (RFC 6455 §4.1). */
function authority(type: string, host: string, port: number): string {
  const name = isIpv6(host) ? `[${host}]` : host;
  return port === (type === "wss" ? 443 : 80) ? name : `${name}:${port}`;
}

/** What may not stand in a target is percent-encoded; what is already stays as it is. */
function target(path: string): string {
  return encodeURI(path).replace(/%25(?=[0-9a-f]{2})/gi, "%").replaceAll("#", "%23");
}

function tellProtocol(
  { context }: OpenRequest,
  { protocols = [] }: WebSocketQuestion,
  chosen: string | undefined,
): void {
  if (chosen !== undefined) context.log.notice(`WebSocket: the server chose the sub-protocol ${chosen}`);
  else if (protocols.length > 0) {
    context.log.warning(`WebSocket: the server chose no sub-protocol of ${protocols.join(", ")}`);
  }
}

async function dial(request: OpenRequest, host: string, port: string): Promise<Connection> {
  if (request.type !== "wss") return await dialTcp(request, host, port);
  const { dialSecurely } = await import("../tls/openssl_connect.ts");
  return await dialSecurely(request, host, port);
}
