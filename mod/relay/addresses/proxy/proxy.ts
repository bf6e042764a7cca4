import { basicCredentials } from "../../../net/basic_credentials.ts";
import { HandshakeReader } from "../../../net/connection/handshake_reader.ts";
import { isIpv6, withoutBrackets } from "../../../net/address/ip_literal.ts";
import type { Connection } from "../../../net/connection.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { dialTcp } from "../inet/dial_tcp.ts";
import { portNumber } from "../inet/port_number.ts";
import { addressesOf } from "../inet/resolve.ts";
import { connecting } from "../retries.ts";
import { shakeHands } from "../shake_hands.ts";

/**
 * `PROXY:proxy:host:port`: a connection through an HTTP proxy with the method CONNECT (RFC 9110, section
 * 9.3.6).
 */
export default function open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const [proxy, host, port] = request.parameters as [string, string, string];
  return connecting(request, async () => {
    const conn = await dialTcp(request, proxy, request.options.text("proxyport") ?? "8080");
    const number = portNumber(port, "tcp");
    const tunnel = await shakeHands(conn, () => ask(request, conn, host, number));
    return inetEndpoint(tunnel, request.context);
  });
}

async function ask(
  request: OpenRequest,
  conn: Connection,
  host: string,
  port: number,
): Promise<Connection> {
  const target = `${await targetHost(request, host)}:${port}`;
  const authorization = credentials(request);
  const version = request.options.text("http-version") ?? "1.0";
  const lines = [`CONNECT ${target} HTTP/${version}`];
  // RFC 9112, section 3.2: a request of this version must have it.
  if (version === "1.1") lines.push(`Host: ${target}`);
  if (authorization !== undefined) lines.push(`Proxy-authorization: Basic ${authorization}`);
  request.context.log.info(() => `asking the proxy: ${lines[0]}`);
  await conn.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  const reader = new HandshakeReader(conn, request.options.number("connect-timeout"));
  const status = await reader.line();
  const code = /^HTTP\/\d+(?:\.\d+)? +(\d{3})(?: |$)/.exec(status)?.[1];
  if (code === undefined) {
    throw new RelayError(`CONNECT: this is not the answer of an HTTP proxy: "${status.slice(0, 80)}"`);
  }
  if (!code.startsWith("2")) {
    throw new RelayError(`CONNECT ${target}: ${status.slice(0, 200)}`, hintFor(code));
  }
  while (await reader.line() !== "");
  return reader.rest();
}

async function targetHost(request: OpenRequest, host: string): Promise<string> {
  const bare = withoutBrackets(host);
  const name = request.options.flag("proxy-resolve") ? (await addressesOf(bare, undefined, 4))[0]! : bare;
  return isIpv6(name) ? `[${name}]` : name;
}

function credentials(request: OpenRequest): string | undefined {
  const file = request.options.text("proxy-authorization-file");
  const text = file === undefined ? request.options.text("proxy-authorization") : readCredentials(file);
  return text === undefined ? undefined : basicCredentials(text);
}

function readCredentials(path: string): string {
  try {
    // Editors and echo end a file with a line end, which is no part of the password.
    return Deno.readTextFileSync(path).replace(/\r?\n$/, "");
  } catch (error) {
    throw new RelayError(`proxy-authorization-file "${path}": ${errorText(error)}`);
  }
}

function hintFor(code: string): string | undefined {
  return code === "407" ? "  the proxy wants a name and a password: proxyauth=user:password" : undefined;
}
