import { socketDescriptor } from "./socket_descriptor.ts";

/**
 * Sends an RST on an open TCP socket, if this system lets us.
 *
 * `close()` always says goodbye politely: the runtime shuts the sending side down first, so even `SO_LINGER` with a time
 * of zero comes too late to turn the FIN into an RST. What does work on Linux is `connect(2)` with the address family
 * `AF_UNSPEC`, which dissolves the association at once; on an established TCP connection the peer is told by RST. It
 * goes through the C library, for which the program must be allowed to use foreign functions; without that, or on
 * another system, nothing happens here and the caller's `close()` ends the connection politely.
 *
 * @returns whether the connection was broken off.
 */
export function resetSocket(socket: Deno.Conn): boolean {
  if (Deno.build.os !== "linux") return false;
  const unspecified = new Uint8Array(16); // struct sockaddr with sa_family = AF_UNSPEC = 0
  try {
    const descriptor = socketDescriptor(socket);
    if (descriptor === undefined) return false;
    using libc = new LibC();
    return libc.connect(descriptor, unspecified) === 0;
  } catch {
    return false; // no permission for foreign functions or for /proc, or a C library of another name: close politely instead
  }
}

/** The one function of the C library that is needed, for as long as it is needed. */
class LibC implements Disposable {
  readonly #library = Deno.dlopen(LIBC, { connect: { parameters: ["i32", "buffer", "u32"], result: "i32" } });

  connect(descriptor: number, address: Uint8Array<ArrayBuffer>): number {
    return this.#library.symbols.connect(descriptor, address, address.length);
  }

  [Symbol.dispose](): void {
    this.#library.close();
  }
}

const LIBC = "libc.so.6";
