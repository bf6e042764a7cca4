import type { HandshakeReader } from "../../../net/connection/handshake_reader.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import { isHost } from "./is_host.ts";

/** The head of a request to a proxy. */
export interface HttpRequestHead {
  readonly method: string;
  readonly target: string;
  /** `HTTP/1.0` or `HTTP/1.1`. */
  readonly version: string;
  /** The header lines, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** Reads a head (RFC 9112); undefined: it is malformed. The reader limits its length. */
export async function readHead(reader: HandshakeReader): Promise<HttpRequestHead | undefined> {
  const first = await reader.line();
  const fields: [string, string][] = [];
  let broken = false;
  for (let line; (line = await reader.line()) !== "";) {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === undefined || /[\0\r]/.test(value!)) broken = true;
    else fields.push([name, value!]);
  }
  const [, method, target, version] = /^([A-Z]+) (\S+) (HTTP\/1\.[01])$/.exec(first) ?? [];
  return broken || method === undefined ? undefined : { method, target: target!, version: version!, fields };
}

/** All values of a field. */
export function valuesOf({ fields }: HttpRequestHead, wanted: string): string[] {
  return fields.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

/** `example.org:443`, `[2001:db8::1]:443`; undefined: it is none. */
export function parseAuthority(text: string, defaultPort?: number): HostPort | undefined {
  const [, six, name, digits] = /^(?:\[([\da-f:.]+)\]|([^\s:/?#@[\]\\%]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const hostname = six ?? name;
  const port = digits === undefined ? defaultPort : Number(digits);
  if (hostname === undefined || !isHost(hostname)) return undefined;
  return port === undefined || port < 1 || port > 65535 ? undefined : { hostname, port };
}
