/*
What a proxy in front of us says about a request, and which proxies to believe.

A proxy hides its clients: every request comes from its own address, to its own name for us. So
it reports, in fields: who asked (X-Forwarded-For), by which name (-Host), over what (-Proto),
below which path (-Prefix), or all of it in one (Forwarded, RFC 7239). But anybody can send such
a field. So they only count when the connection comes from an address that was configured, and
then only as far as one trusted proxy vouches for the next: read from the right, each entry is
the word of the proxy behind it, and the first address that is not trusted is the client.
Everything left of it is that client's own word.

If a request has both kinds of field, X-Forwarded is read: proxies that write those pass a
client's Forwarded on unchanged.
*/

import { type InetAddress, plainHostname, type SocketAddress } from "../../net/address/socket_address.ts";
import { ipv4Number, ipv6Groups } from "../../net/address/ip_literal.ts";
import type { AddressRange } from "../../net/address/address_range.ts";
import type { Field } from "../wire/http_error.ts";
import type { Forwarded, HttpHandler, HttpReply, HttpRequest } from "../wire/message.ts";
import { type Fields, isAuthority } from "../wire/request_head.ts";

/**
 * Shows a handler its requests as they were before trusted proxies passed them on: `remote` is the
 * client, `forwarded` is what the proxies report. Addresses in the replies get the prefix under
 * which the proxies show us.
 *
 * @param trusted where those proxies are; if empty, no field counts
 */
export function withTrustedProxies(next: HttpHandler, trusted: readonly AddressRange[]): HttpHandler {
  if (trusted.length === 0) return next;
  const isTrusted = (address: SocketAddress) =>
    "hostname" in address && trusted.some((range) => range(plainHostname(address.hostname)));
  return async (request) => {
    if (!isTrusted(request.remote)) return await next(request);
    const { remote, forwarded } = beforeProxies(request, isTrusted);
    return below(forwarded.prefix, await next({ ...request, remote, forwarded }));
  };
}

/** What one proxy says about the request that it got. */
interface Hop {
  readonly client: string | undefined;
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly prefix: string | undefined;
}

function beforeProxies(
  { fields, remote }: HttpRequest,
  isTrusted: (address: SocketAddress) => boolean,
): { remote: SocketAddress; forwarded: Forwarded } {
  const hops = readHops(fields);
  let client = remote;
  let told = hops.at(-1);
  for (const hop of hops.toReversed()) {
    const address = readNode(hop.client ?? "");
    if (address === undefined) break; // a proxy that does not say: the last one we know
    client = address;
    told = hop;
    if (!isTrusted(address)) break;
  }
  return { remote: client, forwarded: readable(told) };
}

function readHops(fields: Fields): Hop[] {
  const standard = fields.get("forwarded");
  if (standard !== undefined && !fields.has("x-forwarded-for")) return readForwarded(standard);
  const list = (name: string) =>
    fields.get(`x-forwarded-${name}`)?.split(",").map((each) => each.trim()) ?? [];
  const [clients, schemes, authorities, prefixes] = [
    list("for"),
    list("proto"),
    list("host"),
    list("prefix"),
  ];
  // Counted from the right. A proxy that gives one value where others gave several has overwritten
  // theirs with its own.
  const nth = (values: string[], fromRight: number) => values[Math.max(0, values.length - 1 - fromRight)];
  const count = Math.max(1, clients.length);
  return Array.from({ length: count }, (_, at) => {
    const fromRight = count - 1 - at;
    return {
      client: clients[at],
      scheme: nth(schemes, fromRight),
      authority: nth(authorities, fromRight),
      prefix: nth(prefixes, fromRight),
    };
  });
}

/** One pair of a Forwarded field, with the separator before the next (RFC 7239 §4). */
const PAIR = /[ \t]*(?:([\w!#$%&'*+.^`|~-]+)=([\w!#$%&'*+.^`|~-]+|"(?:[^"\\]|\\.)*"))?[ \t]*([;,]|$)/y;

/** @returns no hops when it is malformed: then the proxy that sent it is the last one known */
function readForwarded(field: string): Hop[] {
  const hops: Map<string, string>[] = [new Map()];
  PAIR.lastIndex = 0;
  while (PAIR.lastIndex < field.length) {
    const pair = PAIR.exec(field);
    if (pair === null) return [];
    const [, name, value = "", end] = pair;
    if (name !== undefined) hops.at(-1)!.set(name.toLowerCase(), unquoted(value));
    if (end === ",") hops.push(new Map());
  }
  return hops.filter((pairs) => pairs.size > 0).map((pairs) => ({
    client: pairs.get("for"),
    scheme: pairs.get("proto"),
    authority: pairs.get("host"),
    prefix: undefined,
  }));
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
}

/**
 * `10.0.0.1`, `10.0.0.1:4711`, `::1`, `[::1]`, `[::1]:4711`; `unknown` and `_hidden` name nobody
 * (RFC 7239 §6).
 */
function readNode(node: string): InetAddress | undefined {
  const [, v6, v4, port] = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?::(\d{1,5}))?$/i.exec(node) ?? [];
  const hostname = v6 ?? v4 ?? node;
  const known = hostname.includes(":")
    ? /^[\da-f:.]+$/i.test(hostname) && ipv6Groups(hostname) !== undefined
    : !Number.isNaN(ipv4Number(hostname));
  return known ? { transport: "tcp", hostname: plainHostname(hostname), port: Number(port ?? 0) } : undefined;
}

/** The well-formed part of it. */
function readable(hop: Hop | undefined): Forwarded {
  const scheme = hop?.scheme?.toLowerCase();
  return {
    scheme: scheme === "http" || scheme === "https" ? scheme : undefined,
    authority: hop?.authority && isAuthority(hop.authority) ? hop.authority : undefined,
    prefix: readPrefix(hop?.prefix ?? ""),
  };
}

/**
 * A path that remains a path when put before another one: `//elsewhere.example` would be another
 * host.
 */
function readPrefix(prefix: string): string {
  const path = prefix.replace(/\/$/, "");
  if (!/^(\/[\w.~!$&'()*+;=:@%-]+)+$/.test(path) || /\/\.\.?(\/|$)/.test(path)) return "";
  return path;
}

function below(prefix: string, reply: HttpReply): HttpReply {
  if (prefix === "") return reply;
  const fields = reply.fields.map(([name, value]): Field =>
    ADDRESSES.includes(name) && value.startsWith("/") ? [name, prefix + value] : [name, value]
  );
  return { ...reply, fields };
}

const ADDRESSES: readonly string[] = ["location", "content-location"];
