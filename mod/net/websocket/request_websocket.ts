import { HandshakeReader } from "../connection/handshake_reader.ts";
import type { Connection } from "../connection.ts";
import { checkAcceptance, newKey, upgradeFields } from "./handshake.ts";
import { WebSocketHandshakeError } from "./handshake_error.ts";
import { readHeadFields } from "./head_fields.ts";

/** What a client asks a server for. */
export interface WebSocketQuestion {
  /** The server's name, and its port unless that is the usual one (RFC 6455 §4.1). */
  readonly authority: string;
  /** Path and query, percent-encoded where they have to be. */
  readonly target: string;
  /** Sub-protocols, the most wanted one first. */
  readonly protocols?: readonly string[];
  /** More fields; one named Host stands instead of `authority`. */
  readonly fields?: readonly (readonly [name: string, value: string])[];
  /** Milliseconds that the answer may take. */
  readonly within?: number | undefined;
}

/** A server's yes. */
export interface WebSocketAnswer {
  /** The bytes that follow its head are its first frames. */
  readonly connection: Connection;
  /** The sub-protocol that it chose. */
  readonly protocol: string | undefined;
}

/**
 * Asks the server of a fresh connection for a WebSocket.
 *
 * @throws {WebSocketHandshakeError}
 * @throws {HandshakeError} for an incomplete answer; the caller closes the connection
 */
export async function requestWebSocket(
  connection: Connection,
  { authority, target, protocols = [], fields = [], within }: WebSocketQuestion,
): Promise<WebSocketAnswer> {
  const key = newKey();
  const named = fields.some(([name]) => name.toLowerCase() === "host");
  const all = [...named ? [] : [["Host", authority] as const], ...upgradeFields(key, protocols), ...fields];
  const lines = [`GET ${target} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`)];
  await connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  const reader = new HandshakeReader(connection, within);
  const status = await reader.line();
  const code = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(status)?.[1] ?? 0);
  if (code === 0) throw new WebSocketHandshakeError("not_http", status);
  const answer = await readHeadFields(reader);
  if (code !== 101) {
    const place = code >= 300 && code < 400 ? answer.get("location") : undefined;
    if (place !== undefined) throw new WebSocketHandshakeError("redirected", place, code);
    throw new WebSocketHandshakeError("refused", status, code);
  }
  await checkAcceptance(answer, key, protocols);
  return { connection: reader.rest(), protocol: answer.get("sec-websocket-protocol") };
}
