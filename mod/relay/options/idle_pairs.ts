import type { OptionGroup } from "./option.ts";

/** The type of an address, as far as options depend on it. */
interface OptionedType {
  readonly keyword: string;
  readonly groups: readonly OptionGroup[];
}

/** Options that an address takes, as socat does, and that come to nothing there. */
interface IdlePair {
  readonly options: readonly string[];
  readonly at: (type: OptionedType) => boolean;
  /** The same addresses, as the page names them. */
  readonly where: string;
}

/**
 * What has no effect by the pair of option and address: it is accepted, and said where it is given
 * (`report_unasked.ts`). What has none anywhere stands in the options' rows. A test tries each pair.
 */
export const IDLE_PAIRS: readonly IdlePair[] = [
  {
    options: list("flock-ex flock-ex-nb flock-sh flock-sh-nb"),
    at: ({ keyword }) => !/^(open|gopen|pipe)$/.test(keyword),
    where: "all but OPEN, GOPEN and PIPE",
  },
  {
    options: list("ftruncate lseek-set lseek-cur lseek-end"),
    at: ({ keyword }) => keyword === "create" || isInherited(keyword),
    where: "CREATE, STDIO, FD",
  },
  {
    options: list("o-create o-directory o-dsync o-excl o-nofollow o-rdonly o-rdwr o-sync o-trunc o-wronly"),
    at: ({ keyword }) => isInherited(keyword),
    where: "STDIO, FD",
  },
  {
    options: ["connect-timeout"],
    at: (type) => !connects(type),
    where: "all but what connects over TCP",
  },
  {
    options: ["null-eof"],
    at: ({ keyword, groups }) =>
      !groups.includes("udp") && !/-(client|recv|recvfrom|sendto)$|^socket(pair|-datagram)$/.test(keyword),
    where: "all but datagrams",
  },
  {
    options: ["protocol-family"],
    at: ({ keyword, groups }) =>
      !groups.includes("ip") || /^(tcp|udp)[46]/.test(keyword) || keyword === "accept-fd",
    where: "addresses whose family is given",
  },
  { options: ["so-keepalive"], at: ({ groups }) => !groups.includes("tcp"), where: "all but TCP" },
  {
    options: ["so-reuseport"],
    at: (type) => !type.groups.includes("udp") && !listensOnTcp(type),
    where: "all but UDP and listeners of TCP",
  },
  {
    options: list(
      "so-debug so-dontroute so-linger so-no-check so-oobinline so-priority so-rcvbuf so-rcvlowat so-sndbuf",
    ),
    at: ({ keyword, groups }) =>
      !groups.includes("ip") && !keyword.startsWith("socket-") || isTlsClient(keyword) ||
      keyword === "accept-fd",
    where: "all but TCP, UDP and SOCKET, and at OPENSSL, WSS",
  },
  {
    options: list(
      "ip-freebind ip-mtu-discover ip-tos ip-ttl ipv6-tclass ipv6-unicast-hops tcp-cork tcp-defer-accept " +
        "tcp-keepcnt tcp-keepidle tcp-keepintvl tcp-linger2 tcp-maxseg tcp-quickack tcp-syncnt tcp-window-clamp",
    ),
    at: ({ keyword }) => isTlsClient(keyword) || keyword === "accept-fd",
    where: "OPENSSL, WSS, ACCEPT-FD",
  },
  {
    options: ["bind"],
    at: ({ keyword, groups }) =>
      /^(unix|abstract|socket)-(listen|recv|recvfrom)$/.test(keyword) || isInherited(keyword) ||
      /^(accept-fd|socketpair)$/.test(keyword) || groups.includes("exec"),
    where: "names of our own, and what is no socket",
  },
  {
    options: ["backlog"],
    at: ({ keyword, groups }) =>
      !groups.includes("tcp") && !/^(vsock|socket)-listen$/.test(keyword) || keyword === "accept-fd",
    where: "UNIX-LISTEN, ABSTRACT-LISTEN, UDP-LISTEN, ACCEPT-FD",
  },
  {
    options: ["accept-timeout"],
    at: ({ keyword }) => keyword.startsWith("udp"),
    where: "UDP-LISTEN",
  },
  {
    options: list("ip-add-membership ip-multicast-if ip-multicast-loop ip-multicast-ttl ipv6-join-group"),
    at: ({ groups }) => !groups.includes("udp"),
    where: "TCP",
  },
  {
    options: ["ipv6-v6only"],
    at: (type) => connects(type) || /^(udp6?-(connect|datagram|sendto)|accept-fd)$/.test(type.keyword),
    where: "what connects or sends",
  },
  {
    options: list("retry forever interval"),
    at: ({ keyword }) => /^(unix|abstract)-(recv|recvfrom|sendto)$/.test(keyword),
    where: "datagrams of UNIX",
  },
  {
    options: ["sockspass"],
    at: ({ keyword }) => /^socks4a?$/.test(keyword),
    where: "SOCKS4, SOCKS4A",
  },
  {
    options: list("openssl-alpn openssl-no-sni openssl-snihost"),
    at: ({ keyword }) => /^(openssl|wss)-listen$/.test(keyword),
    where: "OPENSSL-LISTEN, WSS-LISTEN",
  },
];

/** Whether an option has no effect at an address of this type, however else it is opened. */
export function isIdlePair(option: string, type: OptionedType): boolean {
  return IDLE_PAIRS.some(({ options, at }) => options.includes(option) && at(type));
}

function list(names: string): string[] {
  return names.split(" ");
}

/** Standard streams, and what was opened before. */
function isInherited(keyword: string): boolean {
  return /^(std(io|in|out|err)|fd)$/.test(keyword);
}

function isTlsClient(keyword: string): boolean {
  return keyword === "openssl" || keyword === "wss";
}

/** Over TCP, or through something that is reached over it. */
function connects({ groups }: OptionedType): boolean {
  return groups.includes("tcp") && !groups.includes("listen");
}

function listensOnTcp({ keyword, groups }: OptionedType): boolean {
  return groups.includes("tcp") && groups.includes("listen") && keyword !== "accept-fd";
}
