import { HandshakeReader } from "../connection/handshake_reader.ts";
import { lingeringClose } from "../connection/lingering_close.ts";
import type { Connection } from "../connection.ts";
import { readBasicCredentials } from "../basic_credentials.ts";
import { sameSecret } from "../same_secret.ts";
import { acceptKey, readUpgrade } from "./handshake.ts";
import { type WebSocketHandshakeCode, WebSocketHandshakeError } from "./handshake_error.ts";
import { type HeadFields, listOf, readHeadFields } from "./head_fields.ts";

/** What a server wants of its clients; what is not given may be anything. */
export interface WebSocketRules {
  /** The only path that exists. */
  readonly path?: string | undefined;
  /**
   * The origins whose pages may come, as `https://example.org`; an empty text stands for clients that name none,
   * as programs do.
   */
  readonly origins?: readonly string[] | undefined;
  /** The sub-protocols that are spoken, the most wanted one first. */
  readonly protocols?: readonly string[] | undefined;
  /** `name:password` (RFC 7617). */
  readonly credentials?: string | undefined;
  /** More fields of the answer. */
  readonly fields?: readonly (readonly [name: string, value: string])[];
}

/** A client that has asked for a WebSocket as it should, and waits for the answer. */
export interface WebSocketCall {
  /** The bytes that follow its head are its first frames. */
  readonly connection: Connection;
  /** Path and query. */
  readonly target: string;
  readonly origin: string | undefined;
  /** The sub-protocols that it offers. */
  readonly offered: readonly string[];
  /** The one that the answer will name. */
  readonly protocol: string | undefined;
  /** Says yes: from now on there are frames. */
  accept(): Promise<void>;
  /** Says no, and closes. Never rejects. */
  refuse(status: HttpRefusal, reason: string): Promise<void>;
}

/** How a client can be refused. */
export type HttpRefusal = keyof typeof REASONS;

const REASONS = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  426: "Upgrade Required",
  502: "Bad Gateway",
  503: "Service Unavailable",
} as const;

/**
 * Reads the request of a client, and leaves the answer to the caller: a gateway may want to see first whether
 * there is something behind it. A client that asks for something else, or may not come, is told so.
 *
 * @throws {WebSocketHandshakeError} the client has been refused, and the connection is closed
 * @throws {HandshakeError} for an incomplete request; the caller closes the connection
 */
export async function receiveWebSocket(
  connection: Connection,
  rules: WebSocketRules,
): Promise<WebSocketCall> {
  const reader = new HandshakeReader(connection);
  const refuse = (status: HttpRefusal, reason: string, fields: Fields = []) =>
    refused(connection, status, reason, fields);
  const no = async (code: WebSocketHandshakeCode, detail: string, ...answer: Parameters<typeof refuse>) => {
    await refuse(...answer);
    throw new WebSocketHandshakeError(code, detail);
  };
  const [, method = "", target = ""] = /^(\S+) (\S+) HTTP\/1\.1$/.exec(await reader.line()) ?? [];
  const fields = await readHeadFields(reader).catch(async (error) => {
    if (error instanceof WebSocketHandshakeError) await refuse(400, "the head of the request is broken");
    throw error;
  });
  const upgrade = readUpgrade(method, fields);
  if ("reason" in upgrade) {
    return await no("not_asked", upgrade.reason, upgrade.status, upgrade.reason, upgrade.fields);
  }
  const host = fields.get("host") ?? "";
  if (!/^[^\s,/]+$/.test(host)) {
    return await no("not_asked", "the field Host is missing", 400, "the field Host is missing");
  }
  if (rules.path !== undefined && target.split("?")[0] !== rules.path) {
    return await no("wrong_path", target, 404, "there is nothing here");
  }
  const origin = fields.get("origin");
  if (!isAllowed(origin, rules.origins)) {
    return await no("wrong_origin", origin ?? "", 403, "pages of this origin may not connect");
  }
  if (!isAuthorized(fields, rules.credentials)) {
    return await no("unauthorized", "", 401, "a name and a password are needed", ASK_FOR_PASSWORD);
  }
  const offered = listOf(fields.get("sec-websocket-protocol"));
  const protocol = rules.protocols?.find((each) => offered.includes(each));
  const answer = async () => {
    const chosen: Fields = protocol === undefined ? [] : [["Sec-WebSocket-Protocol", protocol]];
    const proof = ["Sec-WebSocket-Accept", await acceptKey(upgrade.key)] as const;
    const all = [
      ["Upgrade", "websocket"],
      ["Connection", "Upgrade"],
      proof,
      ...chosen,
      ...rules.fields ?? [],
    ];
    await say(connection, "101 Switching Protocols", all as Fields);
  };
  return { connection: reader.rest(), target, origin, offered, protocol, accept: answer, refuse };
}

type Fields = readonly (readonly [name: string, value: string])[];

const ASK_FOR_PASSWORD: Fields = [["WWW-Authenticate", 'Basic realm="WebSocket", charset="UTF-8"']];

async function refused(
  connection: Connection,
  status: HttpRefusal,
  reason: string,
  fields: Fields,
): Promise<void> {
  const body = `${reason}\n`;
  const all: Fields = [
    ...fields,
    ["Content-Type", "text/plain; charset=utf-8"],
    ["Content-Length", String(body.length)],
    ["Connection", "close"],
  ];
  try {
    await say(connection, `${status} ${REASONS[status]}`, all, body);
    await lingeringClose(connection);
  } catch {
    // It has gone without waiting for an answer.
    connection.close();
  }
}

function say(connection: Connection, status: string, fields: Fields, body = ""): Promise<void> {
  const lines = [`HTTP/1.1 ${status}`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  return connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n${body}`));
}

function isAllowed(origin: string | undefined, allowed: readonly string[] | undefined): boolean {
  if (allowed === undefined) return true;
  return allowed.some((each) => each === "" ? origin === undefined : sameOrigin(each, origin));
}

/** Browsers leave the usual port out, people do not always; `null` is an origin, too. */
function sameOrigin(allowed: string, origin: string | undefined): boolean {
  return origin !== undefined && serialized(allowed) === serialized(origin);
}

function serialized(origin: string): string {
  const parsed = URL.canParse(origin) ? new URL(origin).origin : "null";
  return parsed === "null" ? origin.toLowerCase() : parsed;
}

/** Takes as long whether much of a password is right or little. */
function isAuthorized(fields: HeadFields, credentials: string | undefined): boolean {
  if (credentials === undefined) return true;
  return sameSecret(readBasicCredentials(fields.get("authorization") ?? "") ?? "", credentials);
}
