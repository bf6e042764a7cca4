import { HandshakeReader } from "../connection/handshake_reader.ts";
import type { Connection } from "../connection.ts";
import { acceptKey, isAccepted, newKey, readUpgrade, upgradeFields } from "./handshake.ts";
import { WebSocketStream } from "./websocket_stream.ts";

/** A head with more fields is an attack or the wrong peer. */
const MOST_FIELDS = 100;

/**
 * Why a connection did not become a WebSocket:
 *
 * - `refused`: the server answered something else; the detail is its status line;
 * - `unproven`: it agreed, but did not prove that it had understood;
 * - `not_asked`: the client asked for something else, and was told so;
 * - `wrong_path`: it asked for another target, the detail;
 * - `too_many_fields`: the head of one side has no end.
 */
export type WebSocketHandshakeCode = "refused" | "unproven" | "not_asked" | "wrong_path" | "too_many_fields";

/** The opening handshake (RFC 6455 §4) failed; the reason is data, for others to put into words. */
export class WebSocketHandshakeError extends Error {
  /** What kind of error it is. */
  override readonly name = "WebSocketHandshakeError";

  /** Makes an error. */
  constructor(readonly code: WebSocketHandshakeCode, readonly detail = "") {
    super(`no WebSocket: ${code} ${detail}`.trimEnd());
  }
}

/**
 * Asks the server of a fresh connection for a WebSocket.
 *
 * @param authority the server's name and port, as it stands in the address
 * @param path percent-encoded where it has to be
 * @param within milliseconds that its answer may take
 * @throws {WebSocketHandshakeError}
 * @throws {HandshakeError} for an incomplete answer; the caller closes the connection
 */
export async function requestWebSocket(
  connection: Connection,
  { authority, path, within }: { authority: string; path: string; within?: number | undefined },
): Promise<WebSocketStream> {
  const key = newKey();
  const fields = upgradeFields(key).map(([name, value]) => `${name}: ${value}`);
  await say(connection, [`GET ${path} HTTP/1.1`, `Host: ${authority}`, ...fields]);
  const reader = new HandshakeReader(connection, within);
  const status = await reader.line();
  if (!/^HTTP\/1\.1 101 ?/.test(status)) throw new WebSocketHandshakeError("refused", status);
  if (!await isAccepted(await readHeadFields(reader), key)) throw new WebSocketHandshakeError("unproven");
  return new WebSocketStream(reader.rest(), "client");
}

/**
 * Answers a client that asks for a WebSocket. A client that asks for something else is told so.
 *
 * @param path the only target that exists; undefined: any will do
 * @throws {WebSocketHandshakeError}
 * @throws {HandshakeError} for an incomplete request; the caller closes the connection
 */
export async function acceptWebSocket(
  connection: Connection,
  path: string | undefined,
): Promise<WebSocketStream> {
  const reader = new HandshakeReader(connection);
  const [, method = "", target = ""] = /^(\S+) (\S+) HTTP\/1\.1$/.exec(await reader.line()) ?? [];
  const upgrade = readUpgrade(method, await readHeadFields(reader));
  if ("reason" in upgrade) {
    await say(connection, [
      upgrade.status === 426 ? "HTTP/1.1 426 Upgrade Required" : "HTTP/1.1 400 Bad Request",
      ...upgrade.fields.map(([name, value]) => `${name}: ${value}`),
      "Connection: close",
    ]);
    throw new WebSocketHandshakeError("not_asked");
  }
  if (path !== undefined && target.split("?")[0] !== path) {
    await say(connection, ["HTTP/1.1 404 Not Found", "Connection: close"]);
    throw new WebSocketHandshakeError("wrong_path", target);
  }
  const accept = `Sec-WebSocket-Accept: ${await acceptKey(upgrade.key)}`;
  await say(connection, [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    accept,
  ]);
  return new WebSocketStream(reader.rest(), "server");
}

/** Lines up to the empty one, names in lower case. */
export async function readHeadFields(reader: HandshakeReader): Promise<Map<string, string>> {
  const fields = new Map<string, string>();
  for (let line = await reader.line(); line !== ""; line = await reader.line()) {
    const colon = line.indexOf(":");
    fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    if (fields.size > MOST_FIELDS) throw new WebSocketHandshakeError("too_many_fields");
  }
  return fields;
}

function say(connection: Connection, lines: readonly string[]): Promise<void> {
  return connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
}
