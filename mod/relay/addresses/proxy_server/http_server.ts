/**
 * The server's side of an HTTP proxy: CONNECT (RFC 9110, section 9.3.6), and the other methods for an absolute
 * `http:` address, which go on as a request of their own with the connection ended after the answer. Names
 * and passwords are those of Basic (RFC 7617), asked for with 407.
 */
import { readBasicCredentials } from "../../../net/basic_credentials.ts";
import { HandshakeError, type HandshakeReader } from "../../../net/connection/handshake_reader.ts";
import type { Connection } from "../../../net/connection.ts";
import { type HttpRequestHead, parseAuthority, readHead, valuesOf } from "./http_request_head.ts";
import { forwardedRequest } from "./forwarded_request.ts";
import type { Logins } from "./logins.ts";
import { type ProxyClient, ProxyRequestError, type TargetRefusal } from "./proxy_request.ts";

const STATUS: Readonly<Record<TargetRefusal, string>> = {
  not_allowed: "403 Forbidden",
  unknown_host: "502 Bad Gateway",
  refused: "502 Bad Gateway",
  unreachable: "502 Bad Gateway",
  failed: "502 Bad Gateway",
  timed_out: "504 Gateway Timeout",
};

const REASONS: Readonly<Record<TargetRefusal, string>> = {
  not_allowed: "this proxy does not connect there",
  unknown_host: "there is no host of this name",
  refused: "connection refused",
  unreachable: "no route to the host",
  failed: "the connection failed",
  timed_out: "the host does not answer",
};

/**
 * Reads what a client wants.
 *
 * @throws {ProxyRequestError} when it has been told that it gets nothing
 */
export async function readHttpRequest(
  connection: Connection,
  reader: HandshakeReader,
  logins: Logins,
): Promise<ProxyClient> {
  const refuse = async (status: string, reason: string, ...fields: string[]) => {
    await answer(connection, status, reason, fields);
    throw new ProxyRequestError(`${status.slice(4)}: ${reason}`);
  };
  const head = await readHead(reader).catch((error) => {
    if (!(error instanceof HandshakeError) || error.code !== "too_long") throw error;
    return refuse("431 Request Header Fields Too Large", "the head of a request has at most 16 KiB");
  });
  if (head === undefined) return await refuse("400 Bad Request", "this is no HTTP request");
  if (logins !== undefined && !isWelcome(head, logins)) {
    return await refuse(
      "407 Proxy Authentication Required",
      "a right name and password are needed",
      'Proxy-Authenticate: Basic realm="netlab", charset="UTF-8"',
    );
  }
  const refused = (why: TargetRefusal) => answer(connection, STATUS[why], REASONS[why]);
  if (head.method !== "CONNECT") {
    const forwarded = forwardedRequest(head, reader.rest());
    if ("problem" in forwarded) return await refuse(forwarded.status, forwarded.problem);
    const request = { target: forwarded.target, granted: () => Promise.resolve(), refused };
    return { connection: forwarded.connection, request };
  }
  const target = parseAuthority(head.target);
  if (target === undefined) return await refuse("400 Bad Request", "CONNECT wants HOST:PORT");
  const granted = () =>
    connection.write(new TextEncoder().encode(`${head.version} 200 Connection established\r\n\r\n`));
  return { connection: reader.rest(), request: { target, granted, refused } };
}

function isWelcome(head: HttpRequestHead, logins: NonNullable<Logins>): boolean {
  const given = valuesOf(head, "proxy-authorization");
  const login = given.length === 1 ? readBasicCredentials(given[0]!) : undefined;
  if (login === undefined) return false;
  const [user = "", ...password] = login.split(":");
  return logins(user, password.join(":"));
}

async function answer(
  connection: Connection,
  status: string,
  reason: string,
  fields: readonly string[] = [],
): Promise<void> {
  const body = `${reason}\n`;
  const lines = [
    `HTTP/1.1 ${status}`,
    ...fields,
    "Content-Type: text/plain",
    `Content-Length: ${body.length}`,
    "Connection: close",
  ];
  await connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n${body}`));
}
