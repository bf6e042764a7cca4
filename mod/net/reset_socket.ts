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
 * @param resetter the call, found beforehand; without it, it is looked up now.
 * @returns whether the connection was broken off.
 */
export function resetSocket(socket: Deno.Conn, resetter?: Resetter): boolean {
  if (resetter !== undefined) return resetter.reset(socket);
  using own = openResetter();
  return own?.reset(socket) ?? false;
}

/** The way to break connections off, ready for when there is no permission any more to look for it. Whoever opens it disposes of it. */
export interface Resetter extends Disposable {
  /**
   * Breaks a connection off.
   *
   * @returns whether that was possible.
   */
  reset(socket: Deno.Conn): boolean;
}

/** Finds the call; `undefined` where there is none, or no permission. */
export function openResetter(): Resetter | undefined {
  if (Deno.build.os !== "linux") return undefined;
  try {
    return new LibC();
  } catch {
    return undefined; // no permission for foreign functions, or a C library of another name: connections end politely instead
  }
}

/** The one function of the C library that is needed. */
class LibC implements Resetter {
  readonly #library = Deno.dlopen(LIBC, { connect: { parameters: ["i32", "buffer", "u32"], result: "i32" } });

  reset(socket: Deno.Conn): boolean {
    const descriptor = descriptorOf(socket);
    if (descriptor === undefined) return false;
    const unspecified = new Uint8Array(16); // struct sockaddr with sa_family = AF_UNSPEC = 0
    return this.#library.symbols.connect(descriptor, unspecified, unspecified.length) === 0;
  }

  [Symbol.dispose](): void {
    this.#library.close();
  }
}

/** Undefined, too, where the kernel has to be asked and there is no permission for that. */
function descriptorOf(socket: Deno.Conn): number | undefined {
  try {
    return socketDescriptor(socket);
  } catch {
    return undefined;
  }
}

const LIBC = "libc.so.6";
