import { formatHostPort, plainHostname } from "../../../net/address/socket_address.ts";
import { type StraceValue, unescapeBytes } from "./values.ts";

/** What strace tells of a descriptor that is a socket. */
export interface SocketText {
  readonly transport: "tcp" | "udp" | "unix" | "other";
  /** `127.0.0.1:8765`, `[::1]:8765`, `unix:/tmp/a.sock`; absent as long as it has none. */
  readonly local?: string;
  readonly remote?: string;
  /** The kernel's number of the socket, where no address is told; of a UNIX socket always. */
  readonly inode?: string;
}

/**
 * Reads what a descriptor stands for: `TCP:[127.0.0.1:8765->127.0.0.1:36314]`, `UDPv6:[[::1]:49115]`, `TCP:[184611]`,
 * `UNIX-STREAM:[21->20,"/tmp/a.sock"]`.
 *
 * @returns undefined when it is no socket.
 */
export function parseSocketText(text: string): SocketText | undefined {
  const [, protocol, inside] = /^([A-Za-z][\w-]*):\[(.*)\]$/s.exec(text) ?? [];
  if (protocol === undefined || inside === undefined) return plainSocket(text);
  if (/^UNIX(-\w+)?$/.test(protocol)) return unixSocket(inside);
  const transport = TRANSPORTS[protocol];
  if (transport === undefined) {
    return plainSocket(text) ?? (protocol === "socket" ? { transport: "other" } : undefined);
  }
  if (/^\d+$/.test(inside)) return { transport, inode: inside };
  const [local, remote] = inside.split("->").map(plainAddress);
  return { transport, local: local!, ...(remote === undefined ? {} : { remote }) };
}

/** An IPv4 address that is mapped into IPv6, as sockets for both families have it, is the address that it is. */
function plainAddress(text: string): string {
  const [, host, port] = /^\[(.*)\]:(\d+)$/s.exec(text) ?? [];
  return host === undefined ? text : formatHostPort(plainHostname(host), Number(port));
}

/** With a plain -y, and of families that strace does not look into. */
function plainSocket(text: string): SocketText | undefined {
  const inode = /^(?:socket|[A-Z][\w-]*):\[(\d+)\]$/.exec(text)?.[1];
  return inode === undefined ? undefined : { transport: "other", inode };
}

const TRANSPORTS: Readonly<Record<string, "tcp" | "udp">> = {
  TCP: "tcp",
  TCPv6: "tcp",
  UDP: "udp",
  UDPv6: "udp",
};

/** `21->20,"/tmp/a.sock"`: its own number, its peer's, the path it is bound to. */
function unixSocket(inside: string): SocketText {
  const [, inode, peer, abstract, path] = /^(\d+)(?:->(\d+))?(?:,(@?)"(.*)")?$/s.exec(inside) ?? [];
  if (inode === undefined) return { transport: "unix" };
  const named = path === undefined
    ? undefined
    : `unix:${abstract}${new TextDecoder().decode(unescapeBytes(path))}`;
  return {
    transport: "unix",
    inode,
    ...(named === undefined
      ? peer === undefined ? {} : { local: numberedUnixName(inode) }
      : { local: named }),
    ...(peer === undefined ? {} : { remote: numberedUnixName(peer) }),
  };
}

/** How a UNIX socket without a path is told apart: by the kernel's number. */
export function numberedUnixName(inode: string): string {
  return `unix:[${inode}]`;
}

function unixPath(path: string): string {
  // an abstract name begins with a byte 0 (unix(7))
  return `unix:${path.replace(/^\0/, "@")}`;
}

/** The address in a `struct sockaddr` of a call; undefined when there is none, or of a family without a port. */
export function addressOf(value: StraceValue | undefined): string | undefined {
  if (value?.kind !== "struct") return undefined;
  const { fields } = value;
  const port = numberIn(fields.get("sin_port") ?? fields.get("sin6_port"));
  const four = textIn(fields.get("sin_addr"));
  if (four !== undefined && port !== undefined) return `${four}:${port}`;
  const six = textIn(fields.get("inet_pton")) ?? textIn(fields.get("sin6_addr"));
  if (six !== undefined && port !== undefined) return plainAddress(`[${six}]:${port}`);
  const path = fields.get("sun_path");
  return path?.kind === "bytes" ? unixPath(new TextDecoder().decode(path.bytes)) : undefined;
}

/** The number in `htons(80)`. */
function numberIn(value: StraceValue | undefined): number | undefined {
  const inner = value?.kind === "apply" ? value.items[0] : value;
  return inner?.kind === "word" && /^\d+$/.test(inner.text) ? Number(inner.text) : undefined;
}

/** The text in `inet_addr("127.0.0.1")` or `inet_pton(AF_INET6, "::1", &sin6_addr)`. */
function textIn(value: StraceValue | undefined): string | undefined {
  const inner = value?.kind === "apply" ? value.items.find(({ kind }) => kind === "bytes") : value;
  return inner?.kind === "bytes" ? new TextDecoder().decode(inner.bytes) : undefined;
}
