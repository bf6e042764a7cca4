import type { HostPort } from "../tcp/dial.ts";
import { DescriptorPoller } from "../descriptor/descriptor_poller.ts";
import { isNamed } from "../tcp/socket_descriptor.ts";
import { Libc } from "../libc.ts";
import { inetSocketAddress, readInetAddress } from "../sockaddr.ts";
import { SOCKET } from "../socket_constants.ts";

/**
 * # UDP sockets with one peer
 *
 * The runtime has no connect(2) for its UDP sockets. It sends nothing, but from then on the system hands over
 * datagrams of that peer alone, knows which address of ours it is spoken to by, and reports that nobody listens
 * there (ICMP, udp(7)). Such a report does not end a receive of the runtime that waits, so it is waited for here.
 *
 * The calls are kept ready, because the permission to look them up may be gone later. The code that opens this
 * disposes of it.
 */
export interface DatagramConnector extends AsyncDisposable {
  /**
   * Connects a socket that has been opened a moment ago.
   *
   * @param local its name
   * @param to numeric
   * @returns undefined when the system refuses, or it cannot be found: it is then as it was
   */
  connect(local: HostPort, to: HostPort): ConnectedDatagrams | undefined;
}

/** A UDP socket that has been connected. */
export interface ConnectedDatagrams {
  /** Its name now. */
  readonly local: HostPort;
  /** Calls a function with each error that the system reports of the peer, until the socket is let go of. */
  watch(report: (error: Error) => void): void;
  /** To be called before it is closed. */
  letGo(): void;
}

/** Finds the calls; undefined where there is no C library of Linux that may be used. */
export function openDatagramConnector(): DatagramConnector | undefined {
  const libc = Libc.open([
    ...["connect", "getsockname", "getsockopt", "fcntl", "close", "errno"] as const,
    ...["pipe", "pollWaiting", "read", "write"] as const,
  ]);
  if (libc === undefined) return undefined;
  const poller = new DescriptorPoller(libc);
  const connected = new Set<Connected>();
  return {
    connect(local, to) {
      const fd = latestDatagramSocket(libc, local);
      const name = fd === undefined ? undefined : nameAfter(libc, fd, to);
      if (fd === undefined || name === undefined) return undefined;
      const socket = new Connected(libc, poller, fd, name, () => connected.delete(socket));
      connected.add(socket);
      return socket;
    },
    async [Symbol.asyncDispose]() {
      for (const each of connected) each.letGo();
      await poller.close();
      libc[Symbol.dispose]();
    },
  };
}

class Connected implements ConnectedDatagrams {
  #held = true;

  constructor(
    private readonly libc: Libc,
    private readonly poller: DescriptorPoller,
    private readonly fd: number,
    readonly local: HostPort,
    private readonly gone: () => void,
  ) {}

  async watch(report: (error: Error) => void): Promise<void> {
    while (this.#held && await this.poller.wait(this.fd, "failure")) {
      try {
        this.libc.failureOf(this.fd); // nothing, when a send has met it before
      } catch (error) {
        report(error as Error);
      }
    }
  }

  letGo(): void {
    if (!this.#held) return;
    this.#held = false;
    this.poller.forget(this.fd);
    this.gone();
  }
}

/** Connects. @returns the name that the socket has then; undefined: there is no way there */
function nameAfter(libc: Libc, fd: number, { hostname, port }: HostPort): HostPort | undefined {
  try {
    libc.connect(fd, inetSocketAddress(hostname, port));
    const name = libc.nameOf(fd);
    return name && readInetAddress(name);
  } catch {
    return undefined; // the first datagram will be told why
  }
}

/** The system gives out the lowest descriptor that is free, so it is just below that. */
function latestDatagramSocket(libc: Libc, local: HostPort): number | undefined {
  const free = libc.lowestFree() ?? 0;
  for (let fd = free - 1; fd >= Math.max(0, free - LATEST); fd--) {
    const name = libc.nameOf(fd);
    if (name !== undefined && isNamed(name, local) && isDatagramSocket(libc, fd)) return fd;
  }
  return undefined;
}

/** How many descriptors between the two may be in use: they were opened before, or since. */
const LATEST = 128;

/** Whether a descriptor is of a UDP socket; one that another thread has closed is none. */
export function isDatagramSocket(libc: Libc, fd: number): boolean {
  try {
    return libc.getOption(fd, SOCKET.SOL_SOCKET, SOCKET.SO_TYPE) === SOCKET.SOCK_DGRAM;
  } catch {
    return false;
  }
}
