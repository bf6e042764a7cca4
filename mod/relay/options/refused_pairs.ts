import type { OptionGroup, OptionRow } from "./option.ts";

/** An option that would protect something, or means something else, at addresses where it could not be had. */
interface RefusedPair {
  readonly options: readonly string[];
  readonly at: (type: { readonly keyword: string; readonly groups: readonly OptionGroup[] }) => boolean;
  /** The same addresses, as the page names them. */
  readonly where: string;
  /** The end of the sentence "… is not supported with this address type: ". */
  readonly reason: string;
}

/** Who a file belongs to, and who may use it. */
export const OWNERSHIP: readonly string[] =
  "user user-early user-late group group-early group-late perm perm-early perm-late".split(" ");

/** What is refused by the pair of option and address; what is not possible anywhere stands in the options' rows. */
export const REFUSED_PAIRS: readonly RefusedPair[] = [
  {
    options: OWNERSHIP,
    at: ({ groups }) => !groups.includes("named"),
    where: "addresses that make no name in the file system",
    reason: "it makes no name in the file system that could belong to somebody; " +
      "su= changes whose rights a process has",
  },
  {
    options:
      ("so-bindtodevice ip-transparent setsockopt setsockopt-int setsockopt-string setsockopt-listen " +
        "setsockopt-socket setsockopt-connected").split(" "),
    at: ({ keyword }) => !isOwnSocket(keyword),
    where: "all but TCP, UDP, SOCKET, SOCKS, PROXY (with their listeners) and TARGET",
    reason: "the relay sets sockets of TCP, UDP, SOCKET, SOCKS, PROXY and TARGET only",
  },
  {
    options: ["netns"],
    at: ({ keyword, groups }) => !isOwnSocket(keyword) && !groups.includes("exec"),
    where: "all but those, EXEC, SYSTEM and SHELL",
    reason: "only TCP, UDP, SOCKS, PROXY, TARGET and programs are opened in another network",
  },
  {
    options: OWNERSHIP,
    at: ({ keyword }) => /^unix-(client|connect|sendto)$/.test(keyword),
    where: "UNIX-CLIENT, UNIX-CONNECT, UNIX-SENDTO",
    reason: "the socket belongs to who listens there",
  },
  {
    options: ["symbolic-link", "pty-wait-slave", "pty-interval"],
    at: ({ groups }) => groups.includes("exec"),
    where: "EXEC, SYSTEM, SHELL",
    reason: "nobody but the program opens its terminal; PTY makes one for others",
  },
  {
    options: ["allow", "allow-file", "deny", "deny-file"],
    at: ({ keyword }) => keyword.startsWith("socket-"),
    where: "SOCKET-LISTEN, SOCKET-RECV, SOCKET-RECVFROM, SOCKET-DATAGRAM",
    reason: "it knows no addresses of TCP and UDP; range= compares the bytes of names",
  },
  {
    options: ["dash"],
    at: ({ keyword }) => keyword === "system",
    where: "SYSTEM",
    reason: "its shell is started as it is; EXEC starts a login shell",
  },
  {
    options: ["ip-add-membership", "ip-multicast-if", "ip-multicast-ttl", "ip-multicast-loop"],
    at: ({ keyword }) => /^(tcp|udp)6/.test(keyword),
    where: "TCP6, UDP6",
    reason: "it is an option of IPv4; ipv6-join-group is the one of IPv6",
  },
];

/** Why an option of terminals cannot be had at a program that gets none; undefined: it can. */
export function lacksTerminal(
  option: OptionRow,
  { groups }: { readonly groups: readonly OptionGroup[] },
  given: readonly string[],
): string | undefined {
  if (!groups.includes("exec") || option.group !== "termios" && option.name !== "sitout-eio") {
    return undefined;
  }
  return ["pty", "openpty", "ptmx"].some((name) => given.includes(name))
    ? undefined
    : "the program has no terminal; add option pty";
}

/** Why an option cannot be had at an address of this type; undefined: it can. */
export function refusedPair(
  option: string,
  type: { readonly keyword: string; readonly groups: readonly OptionGroup[] },
): string | undefined {
  return REFUSED_PAIRS.find(({ options, at }) => options.includes(option) && at(type))?.reason;
}

/** Where sockets can be made by the system's own calls. */
function isOwnSocket(keyword: string): boolean {
  return /^(tcp|udp)[46]?-|^(socket-|socks|proxy(-listen)?$|target$)/.test(keyword);
}
