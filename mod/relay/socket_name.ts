/** How socket addresses are written in messages and in the environment of child processes. */

import { ipv6Groups, isIpv6 } from "../net/address/ip_literal.ts";
import type { HostPort } from "../net/tcp/dial.ts";

/** `[0000:0000:…:0001]`, the long form that socat uses; IPv4 unchanged. */
export function longHost(host: string): string {
  const groups = isIpv6(host) ? ipv6Groups(host) : undefined;
  if (groups === undefined) return host;
  return `[${groups.map((group) => group.toString(16).padStart(4, "0")).join(":")}]`;
}

/** `AF=2 127.0.0.1:80` or `AF=10 [0000:…:0001]:80`. */
export function inetName(name: HostPort): string {
  return `AF=${isIpv6(name.hostname) ? 10 : 2} ${longHost(name.hostname)}:${name.port}`;
}

/** `AF=1 "/tmp/s"`; an abstract name shows its NUL as `@`, no name is `"<anon>"`. */
export function unixName(path: string | undefined): string {
  return `AF=1 "${path === undefined || path === "" ? "<anon>" : path.replaceAll("\0", "@")}"`;
}

/**
 * The variables that tell a child process about a UNIX connection; a client without a name has an
 * empty one.
 */
export function unixEnvironment(local: string, peer: string): Record<string, string> {
  return { SOCKADDR: local, PEERADDR: peer };
}

/** The variables that tell a child process about a connection. */
export function inetEnvironment(
  local: HostPort | undefined,
  peer: HostPort | undefined,
): Record<string, string> {
  return {
    ...(peer === undefined ? {} : { PEERADDR: longHost(peer.hostname), PEERPORT: String(peer.port) }),
    ...(local === undefined ? {} : { SOCKADDR: longHost(local.hostname), SOCKPORT: String(local.port) }),
  };
}
