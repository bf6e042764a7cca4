/*
Which proxy a request goes through, from the same environment variables that curl, wget and
browsers read. The lower-case names go first; HTTP_PROXY in capitals is read, too, because this
program is not a CGI script, in which a client could set it.
*/

import { basicCredentials } from "../../net/basic_credentials.ts";
import { withoutBrackets } from "../../net/address/ip_literal.ts";
import { msg } from "../../i18n/message.ts";
import { HttpFailure } from "./http_failure.ts";

/** An HTTP proxy, with the credentials that only it gets. */
export interface Proxy {
  readonly hostname: string;
  readonly port: number;
  /** A value for Proxy-Authorization. */
  readonly authorization: string | undefined;
}

/** Reads one variable of the environment; an empty one counts as absent. */
type Environment = (name: string) => string | undefined;

/**
 * The proxy for an address.
 *
 * @returns undefined when the server is reached directly
 * @throws HttpFailure for a kind of proxy that we cannot use
 */
export function proxyFor(url: URL, env: Environment): Proxy | undefined {
  const kind = url.protocol === "https:" ? "https_proxy" : "http_proxy";
  const set = either(env, kind) ?? either(env, "all_proxy");
  if (set === undefined || isExcepted(url, either(env, "no_proxy") ?? "")) return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(set) ? set : `http://${set}`;
  if (!URL.canParse(address) || new URL(address).protocol !== "http:") {
    throw new HttpFailure(msg`${kind} names no proxy of the form http://HOST:PORT`, { again: false });
  }
  const { hostname, port, username, password } = new URL(address);
  return {
    hostname: withoutBrackets(hostname),
    port: port === "" ? 80 : Number(port),
    authorization: basicFrom(username, password),
  };
}

/**
 * A value for Authorization from the two parts before the host in an address.
 *
 * @returns undefined when there are none
 */
export function basicFrom(username: string, password: string): string | undefined {
  if (username === "" && password === "") return undefined;
  return basic(`${decoded(username)}:${decoded(password)}`);
}

/** A value for Authorization (RFC 7617). @param secret `user:password` */
export function basic(secret: string): string {
  return `Basic ${basicCredentials(secret)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a literal percent sign
  }
}

function either(env: Environment, name: string): string | undefined {
  return env(name) ?? env(name.toUpperCase());
}

/**
 * Whether the list (`*`, `example.org`, `.example.org`, `10.0.0.1:8080`) names the host, or a
 * domain that contains it.
 */
function isExcepted(url: URL, list: string): boolean {
  const host = withoutBrackets(url.hostname).toLowerCase();
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return list.toLowerCase().split(/[\s,]+/).filter((entry) => entry !== "").some((entry) => {
    if (entry === "*") return true;
    // Anything not of this form is an IPv6 address without brackets.
    const [, ipv6, name, only] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
    if (only !== undefined && only !== port) return false;
    const domain = (ipv6 ?? name ?? entry).replace(/^\*?\./, "");
    return host === domain || host.endsWith(`.${domain}`);
  });
}
