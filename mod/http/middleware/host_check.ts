/*
Which names a server answers to, and why it checks them at all.

A page from anywhere may make its reader's browser send requests to any address, including this
machine's own; the page cannot read the answers because its origin is a different one. DNS
rebinding takes that away: the page comes from `evil.example`, whose name server then says that
`evil.example` is 127.0.0.1, and from then on our files are of the page's own origin. The browser
cannot tell, but it still says which name it asked for. So a request for a name that nobody gave
to this server gets 421, for any path and method.

A numeric address does not come from a name server, so every one is accepted. That means an
address as RFC 3986 writes it: browsers turn `0x7f.1` and `2130706433` into that before they send
it, and only browsers have to be protected. A request without any host does not come from a
browser.
*/

import { msg } from "../../i18n/message.ts";
import { ipv6Groups } from "../../net/address/ip_literal.ts";
import { HttpError } from "../wire/http_error.ts";
import type { HttpHandler } from "../wire/message.ts";

/** Whether a server answers to a host: a name or an address, with or without a port, as `Host` has it. */
export type HostCheck = (authority: string) => boolean;

/**
 * Refuses all requests for other hosts (RFC 9110 §15.5.20).
 *
 * @param isOurs usually {@linkcode hostCheck}
 */
export function withHostCheck(next: HttpHandler, isOurs: HostCheck): HttpHandler {
  const check = (authority: string | undefined): void => {
    if (authority !== undefined && authority !== "" && !isOurs(authority)) throw misdirected(authority);
  };
  return (request) => {
    try {
      // The host that the proxy sent counts as well as the one it reports: a page could send
      // X-Forwarded-Host itself.
      check(request.authority);
      check(request.forwarded?.authority);
    } catch (error) {
      return Promise.reject(error);
    }
    return next(request);
  };
}

/**
 * Lets addresses, `localhost` and some names through.
 *
 * @param names without ports, in any case; `.example.org` means that name and all below it,
 * `*.example.org` (as in certificates) names one label below
 */
export function hostCheck(names: Iterable<string>): HostCheck {
  const known = new Set(["localhost", ...[...names].map(plainName)]);
  // Those who ask for many files ask for them by one name.
  let last: string | undefined;
  return (authority) => {
    if (authority === last) return true;
    if (!isKnown(authority, known)) return false;
    last = authority;
    return true;
  };
}

function isKnown(authority: string, known: ReadonlySet<string>): boolean {
  const host = withoutPort(authority);
  if (host === undefined) return false;
  if (isAddress(host)) return true;
  const name = plainName(host);
  if (name.length > LONGEST_NAME) return false;
  return known.has(name) ||
    domains(name).some((domain, at) => known.has(`.${domain}`) || at === 1 && known.has(`*.${domain}`));
}

/**
 * Turns what a person wrote into a name for {@linkcode hostCheck}; other alphabets as in DNS (RFC
 * 5891).
 *
 * @returns undefined when it is not a name
 */
export function hostName(typed: string): string | undefined {
  const dot = typed.startsWith(".") ? "." : "";
  const name = typed.slice(dot.length);
  if (!/^[^\s/?#@:%[\]\\*]+$/.test(name) || !URL.canParse(`http://${name}/`)) return undefined;
  return dot + plainName(new URL(`http://${name}/`).hostname);
}

/** `example.org`, `org`: the name itself and the names above it. */
function domains(name: string): string[] {
  const labels = name.split(".");
  return labels.map((_, at) => labels.slice(at).join("."));
}

/** The longest name in DNS, characters (RFC 1035 §2.3.4). */
const LONGEST_NAME = 253;

/** Names are equal regardless of case, and of the dot of the root (RFC 1034 §3.1). */
function plainName(name: string): string {
  return name.toLowerCase().replace(/(?<=[^.])\.$/, "");
}

function withoutPort(authority: string): string | undefined {
  return /^(\[[^\]]*\]|[^:[\]]+)(?::\d*)?$/.exec(authority)?.[1];
}

function isAddress(host: string): boolean {
  const v6 = /^\[(.*)\]$/.exec(host)?.[1];
  if (v6 !== undefined) return ipv6Groups(v6) !== undefined;
  const parts = plainName(host).split(".");
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

function misdirected(authority: string): HttpError {
  const name = withoutPort(authority) ?? authority;
  const shown = name.length > LONGEST_NAME ? "that name" : name;
  return new HttpError(421, msg`This server does not answer to ${shown}; --allow-host ${shown} lets it`);
}
