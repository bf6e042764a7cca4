import { SOCKET } from "../../../net/socket_constants.ts";

/** A socket option of the system by which an option of an address is done. */
interface SystemOption {
  readonly level: number;
  readonly option: number;
  /** What becomes of the value. */
  readonly form: "int" | "linger" | "name";
}

const { SOL_SOCKET, IPPROTO_IP, IPPROTO_TCP, IPPROTO_IPV6 } = SOCKET;

function socket(option: number, form: SystemOption["form"] = "int"): SystemOption {
  return { level: SOL_SOCKET, option, form };
}

function tcp(option: number): SystemOption {
  return { level: IPPROTO_TCP, option, form: "int" };
}

function ip(option: number): SystemOption {
  return { level: IPPROTO_IP, option, form: "int" };
}

function ip6(option: number): SystemOption {
  return { level: IPPROTO_IPV6, option, form: "int" };
}

/** By the names of the options, with Linux' numbers (socket(7), tcp(7), ip(7), ipv6(7)). */
export const SYSTEM_OPTIONS: Readonly<Record<string, SystemOption>> = {
  "so-debug": socket(1),
  "so-dontroute": socket(5),
  "so-sndbuf": socket(7),
  "so-rcvbuf": socket(8),
  "so-oobinline": socket(10),
  "so-no-check": socket(11),
  "so-priority": socket(12),
  "so-linger": socket(13, "linger"),
  "so-rcvlowat": socket(18),
  "so-bindtodevice": socket(SOCKET.SO_BINDTODEVICE, "name"),
  "tcp-maxseg": tcp(2),
  "tcp-cork": tcp(3),
  "tcp-keepidle": tcp(4),
  "tcp-keepintvl": tcp(5),
  "tcp-keepcnt": tcp(6),
  "tcp-syncnt": tcp(7),
  "tcp-linger2": tcp(8),
  "tcp-defer-accept": tcp(9),
  "tcp-window-clamp": tcp(10),
  "tcp-quickack": tcp(12),
  "ip-tos": ip(1),
  "ip-ttl": ip(2),
  "ip-mtu-discover": ip(10),
  "ip-freebind": ip(15),
  "ip-transparent": ip(19),
  "ipv6-unicast-hops": ip6(16),
  "ipv6-tclass": ip6(67),
};
