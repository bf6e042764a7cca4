import { acceptKey, readUpgrade } from "../../../net/websocket/handshake.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { streamEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type Accepted, acceptPrepared, listenTcp } from "../../net/accept_tcp.ts";
import { HandshakeReader } from "../../net/handshake_reader.ts";
import { withRetryOptions } from "../../net/retries.ts";
import { inetEnvironment } from "../../net/socket_name.ts";
import { websocketEndpoint } from "../../net/websocket_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { readHeaders } from "./ws_connect.ts";

/** A client that has not said what it wants by then is sent away, milliseconds. */
const HANDSHAKE = 10_000;

/** `WS-LISTEN:port[:path]`: a WebSocket connection that somebody (a browser page) makes; other paths get 404. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [port, path] = request.parameters as [string, string?];
  const listener = await withRetryOptions(request, () => listenTcp(request, port));
  yield* acceptPrepared(
    request,
    listener,
    (each, signal) => shakeHands(endpointOf(each, request), path, signal),
    HANDSHAKE,
  );
}

function endpointOf({ conn, local, peer }: Accepted, request: OpenRequest): RelayEndpoint {
  return streamEndpoint(conn, request.context, {
    environment: inetEnvironment(local, peer),
    names: { local, remote: peer },
  });
}

async function shakeHands(
  conn: RelayEndpoint,
  path: string | undefined,
  signal: AbortSignal,
): Promise<RelayEndpoint> {
  const close = () => void conn.close();
  signal.addEventListener("abort", close);
  if (signal.aborted) close();
  try {
    return await answer(conn, new HandshakeReader(conn), path);
  } catch (error) {
    await conn.close();
    throw signal.aborted
      ? new RelayError("WebSocket: the client did not finish its handshake in time")
      : error;
  } finally {
    signal.removeEventListener("abort", close);
  }
}

async function answer(
  conn: RelayEndpoint,
  reader: HandshakeReader,
  path: string | undefined,
): Promise<RelayEndpoint> {
  const [, method = "", target = ""] = /^(\S+) (\S+) HTTP\/1\.1$/.exec(await reader.line()) ?? [];
  const upgrade = readUpgrade(method, await readHeaders(reader));
  if ("reason" in upgrade) {
    await say(conn, [
      upgrade.status === 426 ? "HTTP/1.1 426 Upgrade Required" : "HTTP/1.1 400 Bad Request",
      ...upgrade.fields.map(([name, value]) => `${name}: ${value}`),
      "Connection: close",
    ]);
    throw new RelayError("WebSocket: the client did not ask for a WebSocket");
  }
  if (path !== undefined && target.split("?")[0] !== (path.startsWith("/") ? path : `/${path}`)) {
    await say(conn, ["HTTP/1.1 404 Not Found", "Connection: close"]);
    throw new RelayError(`WebSocket: the client asked for ${target}`);
  }
  const accept = `Sec-WebSocket-Accept: ${await acceptKey(upgrade.key)}`;
  await say(conn, ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", accept]);
  return websocketEndpoint(reader.rest(), "server");
}

function say(conn: RelayEndpoint, lines: readonly string[]): Promise<unknown> {
  return conn.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
}
