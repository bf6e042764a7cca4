import { SocketSyscalls } from "./socket_syscalls.ts";
import { socketDescriptor } from "./socket_descriptor.ts";

/**
 * Sends an RST on an open TCP socket, if this system lets us.
 *
 * `close()` always says goodbye politely: the runtime shuts the sending side down first, so even
 * `SO_LINGER` with a time of zero comes too late to turn the FIN into an RST. What does work on
 * Linux is `connect(2)` with the address family `AF_UNSPEC`, which dissolves the association at
 * once; on an established TCP connection the peer is told by RST. It goes through the C library, so
 * the program must be allowed to use foreign functions; without that, or on another system, nothing
 * happens here and the caller's `close()` ends the connection politely: its peer reads the end of the
 * stream instead of an error.
 *
 * @param closer the call, looked up beforehand; without it, it is looked up now.
 * @returns whether the connection was reset.
 */
export function abortiveClose(socket: Deno.Conn, closer?: AbortiveCloser): boolean {
  if (closer !== undefined) return closer.reset(socket);
  using own = openAbortiveCloser();
  return own?.reset(socket) ?? false;
}

/**
 * The means to reset connections, kept ready because the permission to look it up may be gone
 * later. The code that opens it disposes of it.
 */
export interface AbortiveCloser extends Disposable {
  /**
   * Resets a connection.
   *
   * @returns whether that was possible.
   */
  reset(socket: Deno.Conn): boolean;
  /** How many bytes written to a connection its peer has not got yet; undefined where that cannot be known. */
  unacknowledged(socket: Deno.Conn): number | undefined;
}

/** Finds the call; `undefined` where there is none, or no permission: connections end politely instead. */
export function openAbortiveCloser(): AbortiveCloser | undefined {
  const calls = SocketSyscalls.open();
  if (calls === undefined) return undefined;
  const descriptorOf = (socket: Deno.Conn) => socketDescriptor(socket, calls.nameOf, calls.peerOf);
  return {
    unacknowledged(socket) {
      const descriptor = descriptorOf(socket);
      return descriptor === undefined ? undefined : calls.unacknowledged(descriptor);
    },
    reset(socket) {
      const descriptor = descriptorOf(socket);
      return descriptor !== undefined && calls.dissolve(descriptor);
    },
    [Symbol.dispose]: () => calls[Symbol.dispose](),
  };
}

/** A closer whose call is found when it is opened, which has to be before the first client is accepted. */
export class LateAbortiveCloser implements AbortiveCloser {
  #closer: AbortiveCloser | undefined;

  /** Finds the call, as {@linkcode openAbortiveCloser} does. */
  open(): void {
    this.#closer ??= openAbortiveCloser();
  }

  /** Not before it is open. */
  reset(socket: Deno.Conn): boolean {
    return this.#closer?.reset(socket) ?? false;
  }

  /** Not before it is open. */
  unacknowledged(socket: Deno.Conn): number | undefined {
    return this.#closer?.unacknowledged(socket);
  }

  /** Lets go of what was found. */
  [Symbol.dispose](): void {
    this.#closer?.[Symbol.dispose]();
  }
}
