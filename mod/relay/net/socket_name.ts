/** How socket addresses are written in messages and in the environment of child processes. */

/** An Internet address; IPv4-mapped IPv6 addresses already unmapped. */
export interface InetName {
  readonly host: string;
  readonly port: number;
}

/** `::ffff:127.0.0.1` is an IPv4 peer of a dual-stack socket: call it by its IPv4 name. */
export function unmapped(host: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(host);
  return mapped === null ? host : mapped[1]!;
}

/** True for an IPv6 literal (with or without a zone). */
export function isIpv6(host: string): boolean {
  return host.includes(":");
}

/** The eight groups of an IPv6 literal as numbers; undefined when it is not one. */
export function ipv6Groups(host: string): number[] | undefined {
  const [head = "", tail, ...more] = withoutIpv4Tail(host.replace(/%.*$/, "")).split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - left.length - right.length;
  // `::` stands for one group of zeros at least, and only once.
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return undefined;
  const groups = [...left, ...Array<string>(Math.max(0, missing)).fill("0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.map((group) => parseInt(group, 16));
}

function withoutIpv4Tail(host: string): string {
  const tail = /(?<=:)(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/.exec(host);
  const parts = tail?.[0].split(".").map(Number) ?? [];
  if (tail === null || !parts.every((part) => part < 256)) return host; // the dots will not pass for a group
  const [a, b, c, d] = parts as [number, number, number, number];
  return `${host.slice(0, tail.index)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** `[0000:0000:…:0001]`, the long form that socat uses; IPv4 unchanged. */
export function longHost(host: string): string {
  const groups = isIpv6(host) ? ipv6Groups(host) : undefined;
  if (groups === undefined) return host;
  return `[${groups.map((group) => group.toString(16).padStart(4, "0")).join(":")}]`;
}

/** `AF=2 127.0.0.1:80` or `AF=10 [0000:…:0001]:80`. */
export function inetName(name: InetName): string {
  return `AF=${isIpv6(name.host) ? 10 : 2} ${longHost(name.host)}:${name.port}`;
}

/** `AF=1 "/tmp/s"`; an abstract name shows its NUL as `@`, no name is `<anon>`. */
export function unixName(path: string | undefined): string {
  return `AF=1 ${path === undefined || path === "" ? "<anon>" : `"${path.replaceAll("\0", "@")}"`}`;
}

/** What a child process is told about a UNIX connection; a client without a name has an empty one. */
export function unixEnvironment(local: string, peer: string | null): Record<string, string> {
  return { SOCKADDR: local, PEERADDR: peer ?? "" };
}

/** What a child process is told about a connection. */
export function inetEnvironment(
  local: InetName | undefined,
  peer: InetName | undefined,
): Record<string, string> {
  return {
    ...(peer === undefined ? {} : { PEERADDR: longHost(peer.host), PEERPORT: String(peer.port) }),
    ...(local === undefined ? {} : { SOCKADDR: longHost(local.host), SOCKPORT: String(local.port) }),
  };
}
