import { ipv4Number, ipv6Groups, isIpv6 } from "../address/ip_literal.ts";
import { type InetAddress, plainHostname, type SocketAddress } from "../address/socket_address.ts";
import { type ProxiedEnds, type ProxyHeader, SIGNATURE } from "./proxy_header.ts";

/** The longest name of a UNIX socket in a header, bytes. */
const UNIX_NAME = 108;

/** The bytes of a header; version 1 says UNKNOWN where it has no words for the ends. */
export function encodeProxyHeader({ version, ends }: ProxyHeader): Uint8Array {
  return version === 1 ? new TextEncoder().encode(line(ends)) : binary(ends);
}

function line(ends: ProxiedEnds | undefined): string {
  const inet = ends === undefined ? undefined : inetEnds(ends);
  if (inet === undefined || inet.source.transport !== "tcp") return "PROXY UNKNOWN\r\n";
  const { source, destination } = inet;
  const family = isIpv6(source.hostname) ? "TCP6" : "TCP4";
  return `PROXY ${family} ${source.hostname} ${destination.hostname} ${source.port} ${destination.port}\r\n`;
}

/** Both ends in one family: an IPv4 end beside an IPv6 one is mapped (RFC 4291, section 2.5.5.2). */
function inetEnds(
  { source, destination }: ProxiedEnds,
): { source: InetAddress; destination: InetAddress } | undefined {
  if ("path" in source || "path" in destination) return undefined;
  const [from, to] = [plain(source), plain(destination)];
  if (isIpv6(from.hostname) === isIpv6(to.hostname)) return { source: from, destination: to };
  return { source: mapped(from), destination: mapped(to) };
}

/** Without the name of an interface, which means nothing elsewhere. */
function plain(address: InetAddress): InetAddress {
  return { ...address, hostname: plainHostname(address.hostname).replace(/%.*$/, "") };
}

function mapped(address: InetAddress): InetAddress {
  return isIpv6(address.hostname) ? address : { ...address, hostname: `::ffff:${address.hostname}` };
}

function binary(ends: ProxiedEnds | undefined): Uint8Array {
  if (ends === undefined) return withHead(0x20, 0, []);
  const inet = inetEnds(ends);
  if (inet !== undefined) {
    const { source, destination } = inet;
    const family = (isIpv6(source.hostname) ? 0x20 : 0x10) | (source.transport === "udp" ? 2 : 1);
    const bytes = [source, destination].flatMap(({ hostname }) => addressOf(hostname));
    return withHead(0x21, family, [...bytes, ...portOf(source), ...portOf(destination)]);
  }
  return withHead(0x21, 0x31, [...unixName(ends.source), ...unixName(ends.destination)]);
}

function withHead(command: number, family: number, payload: readonly number[]): Uint8Array {
  return Uint8Array.from([
    ...SIGNATURE,
    command,
    family,
    payload.length >> 8,
    payload.length & 255,
    ...payload,
  ]);
}

function addressOf(hostname: string): number[] {
  if (!Number.isNaN(ipv4Number(hostname))) return hostname.split(".").map(Number);
  return ipv6Groups(hostname)!.flatMap((group) => [group >> 8, group & 255]);
}

function portOf({ port }: InetAddress): number[] {
  return [port >> 8, port & 255];
}

/** Padded with zeros; an end that is no UNIX socket has no name here. */
function unixName(address: SocketAddress): number[] {
  const name = "path" in address ? new TextEncoder().encode(address.path).subarray(0, UNIX_NAME) : [];
  return [...name, ...Array<number>(UNIX_NAME - name.length).fill(0)];
}
