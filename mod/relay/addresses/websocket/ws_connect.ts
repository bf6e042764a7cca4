import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { dialTcp } from "../../net/dial_tcp.ts";
import { isAccepted, newKey, upgradeFields } from "../../../net/websocket/handshake.ts";
import { HandshakeReader } from "../../net/handshake_reader.ts";
import { connecting } from "../../net/retries.ts";
import { websocketEndpoint } from "../../net/websocket_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

/** `WS:host:port:path` and `WSS:…` (over TLS): a WebSocket connection that we make. */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [host, port, path = "/"] = request.parameters as [string, string, string?];
  return connecting(request, async () => {
    const conn = await dial(request, host, port);
    try {
      const within = request.options.number("connect-timeout");
      return await shakeHands(conn, `${host}:${port}`, path.startsWith("/") ? path : `/${path}`, within);
    } catch (error) {
      await conn.close();
      throw error;
    }
  });
}

async function dial(request: OpenRequest, host: string, port: string): Promise<RelayEndpoint> {
  if (request.type !== "wss") return await dialTcp(request, host, port);
  const { dialTls } = await import("../tls/openssl_connect.ts");
  return await dialTls(request, host, port);
}

async function shakeHands(
  conn: RelayEndpoint,
  authority: string,
  path: string,
  within: number | undefined,
): Promise<RelayEndpoint> {
  const key = newKey();
  const fields = upgradeFields(key).map(([name, value]) => `${name}: ${value}`);
  const lines = [`GET ${encodeURI(path)} HTTP/1.1`, `Host: ${authority}`, ...fields];
  await conn.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  const reader = new HandshakeReader(conn, within);
  const status = await reader.line();
  if (!/^HTTP\/1\.1 101 ?/.test(status)) {
    throw new RelayError(`WebSocket: the server says "${status.slice(0, 100)}"`);
  }
  const headers = await readHeaders(reader);
  if (!await isAccepted(headers, key)) {
    throw new RelayError("WebSocket: the server did not prove that it speaks the protocol");
  }
  return websocketEndpoint(reader.rest(), "client");
}

/** Header lines up to the empty one, names in lower case. */
export async function readHeaders(reader: HandshakeReader): Promise<Map<string, string>> {
  const headers = new Map<string, string>();
  for (let line = await reader.line(); line !== ""; line = await reader.line()) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    if (headers.size > 100) throw new RelayError("WebSocket: too many header lines");
  }
  return headers;
}
