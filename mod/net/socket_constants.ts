/**
 * The numbers of Linux for sockets (sys/socket.h, netinet/in.h, netinet/tcp.h, linux/vm_sockets.h), for calls of
 * the C library. Other systems number most of them otherwise, and no call is made there (`libc.ts`).
 */
export const SOCKET = {
  AF_UNIX: 1,
  AF_INET: 2,
  AF_INET6: 10,
  AF_VSOCK: 40,
  IPPROTO_IP: 0,
  IPPROTO_TCP: 6,
  IPPROTO_IPV6: 41,
  IP_MULTICAST_IF: 32,
  IP_MULTICAST_LOOP: 34,
  IP_MULTICAST_TTL: 33,
  IPV6_V6ONLY: 26,
  MSG_DONTWAIT: 0x40,
  MSG_NOSIGNAL: 0x4000,
  MSG_PEEK: 2,
  SOCK_CLOEXEC: 0o2000000,
  SOCK_NONBLOCK: 0o4000,
  SOCK_STREAM: 1,
  SOCK_DGRAM: 2,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
  SO_TYPE: 3,
  SO_ERROR: 4,
  SO_LINGER: 13,
  SO_REUSEPORT: 15,
  SO_BINDTODEVICE: 25,
  SO_ACCEPTCONN: 30,
} as const;
