import type { Connection } from "../../../net/connection.ts";
import { WrappedConnection } from "../../../net/connection/wrapped_connection.ts";
import { formatHostPort } from "../../../net/address/socket_address.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import { type HttpRequestHead, parseAuthority, valuesOf } from "./http_request_head.ts";

/** One request as it goes on to its server, or what is wrong with it. */
export type ForwardedRequest =
  | { readonly target: HostPort; readonly connection: Connection }
  | { readonly status: string; readonly problem: string };

/** Fields that concern one connection only (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = "connection keep-alive proxy-connection proxy-authorization te trailer upgrade host".split(
  " ",
);

/**
 * The request behind `head`, for the server that its absolute address names (RFC 9112, section 3.2.2). Its
 * body is as long as Content-Length says; what the client says after that would be a request to somebody
 * else, perhaps, and is not passed on: the connection ends with the answer.
 */
export function forwardedRequest(head: HttpRequestHead, connection: Connection): ForwardedRequest {
  const [, authority, rest] = /^http:\/\/([^/?#]*)([^#]*)/i.exec(head.target) ?? [];
  if (authority === undefined) {
    return { status: "400 Bad Request", problem: "a proxy is asked with CONNECT, or for an http:// address" };
  }
  const target = parseAuthority(authority, 80);
  if (target === undefined) return { status: "400 Bad Request", problem: "there is no such host" };
  if (valuesOf(head, "transfer-encoding").length > 0) {
    return { status: "411 Length Required", problem: "a body needs a Content-Length here" };
  }
  const lengths = new Set(valuesOf(head, "content-length"));
  const [length = "0"] = lengths;
  if (lengths.size > 1 || !/^\d{1,15}$/.test(length)) {
    return { status: "400 Bad Request", problem: "the Content-Length is malformed" };
  }
  const text = headText(head, target, rest!.startsWith("/") ? rest! : `/${rest}`);
  return { target, connection: new OneRequest(connection, new TextEncoder().encode(text), Number(length)) };
}

function headText(head: HttpRequestHead, target: HostPort, path: string): string {
  const named = valuesOf(head, "connection").flatMap((value) => value.toLowerCase().split(/[\s,]+/));
  const dropped = [...HOP_BY_HOP, ...named.filter((name) => name !== "content-length")];
  const host = target.port === 80 ? formatHostPort(target.hostname, 80).replace(/:80$/, "") : formatHostPort(
    target.hostname,
    target.port,
  );
  const lines = [
    `${head.method} ${path} ${head.version}`,
    `Host: ${host}`,
    ...head.fields.filter(([name]) => !dropped.includes(name.toLowerCase())).map(([name, value]) =>
      `${name}: ${value}`
    ),
    "Connection: close",
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** A head, as many bytes as its body has, and silence until the client ends. */
class OneRequest extends WrappedConnection {
  #head: Uint8Array;
  #left: number;

  constructor(inner: Connection, head: Uint8Array, left: number) {
    super(inner);
    this.#head = head;
    this.#left = left;
  }

  override async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#head.length > 0) {
      const part = this.#head.subarray(0, buffer.length);
      buffer.set(part);
      this.#head = this.#head.subarray(part.length);
      return part.length;
    }
    while (this.#left === 0) if (await super.read(buffer) === null) return null;
    const count = await super.read(buffer.subarray(0, Math.min(buffer.length, this.#left)));
    this.#left -= count ?? this.#left;
    return count;
  }
}
