import { socketDescriptor, type SocketName } from "./socket_descriptor.ts";

/**
 * Sends an RST on an open TCP socket, if this system lets us.
 *
 * `close()` always says goodbye politely: the runtime shuts the sending side down first, so even
 * `SO_LINGER` with a time of zero comes too late to turn the FIN into an RST. What does work on
 * Linux is `connect(2)` with the address family `AF_UNSPEC`, which dissolves the association at
 * once; on an established TCP connection the peer is told by RST. It goes through the C library, so
 * the program must be allowed to use foreign functions; without that, or on another system, nothing
 * happens here and the caller's `close()` ends the connection politely.
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
}

/** Finds the call; `undefined` where there is none, or no permission. */
export function openAbortiveCloser(): AbortiveCloser | undefined {
  if (Deno.build.os !== "linux") return undefined;
  try {
    return new LibC();
  } catch {
    return undefined; // no permission for foreign functions, or a C library of another name: connections end politely instead
  }
}

/** The functions of the C library that are needed. */
class LibC implements AbortiveCloser {
  readonly #library = Deno.dlopen(LIBC, {
    connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
    getsockname: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
    getpeername: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  });

  reset(socket: Deno.Conn): boolean {
    const { connect, getsockname, getpeername } = this.#library.symbols;
    const descriptor = socketDescriptor(socket, nameBy(getsockname), nameBy(getpeername));
    if (descriptor === undefined) return false;
    const unspecified = new Uint8Array(16); // struct sockaddr with sa_family = AF_UNSPEC = 0
    return connect(descriptor, unspecified, unspecified.length) === 0;
  }

  [Symbol.dispose](): void {
    this.#library.close();
  }
}

type NameCall = (descriptor: number, name: BufferSource, length: BufferSource) => number;

function nameBy(call: NameCall): SocketName {
  const [name, length] = [new Uint8Array(128), new Uint32Array(1)]; // struct sockaddr_storage
  return (descriptor) => {
    length[0] = name.length;
    return call(descriptor, name, length) === 0 ? name.subarray(0, length[0]) : undefined;
  };
}

const LIBC = "libc.so.6";
