/**
 * The numbers of Linux for sockets (sys/socket.h, netinet/in.h), for calls of the C library. Other systems
 * number most of them otherwise, and no call is made there (`libc.ts`).
 */
export const SOCKET = {
  AF_UNIX: 1,
  AF_INET: 2,
  AF_INET6: 10,
  IPPROTO_IPV6: 41,
  IPV6_V6ONLY: 26,
  SOCK_CLOEXEC: 0o2000000,
  SOCK_NONBLOCK: 0o4000,
  SOCK_STREAM: 1,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
} as const;
