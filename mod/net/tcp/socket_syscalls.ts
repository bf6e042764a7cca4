import type { SocketName } from "./socket_descriptor.ts";

/**
 * # What is done with a connection behind the runtime's back
 *
 * Four system calls that the runtime has no name for, all through the one function of the C library that makes any of
 * them by its number, syscall(2): each function that is looked up is compiled, which takes longer than all else that a
 * server does until it listens, and every server needs these. So memory is handed over as addresses, of a place that
 * never moves. They are looked up before permissions are given up, and kept.
 *
 * Linux only: other systems have neither the numbers nor the effect.
 */
export class SocketSyscalls implements Disposable {
  readonly #library: Deno.DynamicLibrary<typeof FUNCTIONS>;
  readonly #numbers: Numbers;
  readonly #memory = new ArrayBuffer(256);
  readonly #name = new Uint8Array(this.#memory, NAME, LONGEST_NAME);
  readonly #count = new Int32Array(this.#memory, COUNT, 1);
  readonly #start: bigint;

  private constructor(library: Deno.DynamicLibrary<typeof FUNCTIONS>, numbers: Numbers) {
    this.#library = library;
    this.#numbers = numbers;
    this.#start = BigInt(Deno.UnsafePointer.value(Deno.UnsafePointer.of(this.#memory)));
  }

  /** Undefined where there is no such function, or where it may not be used. */
  static open(): SocketSyscalls | undefined {
    const numbers = NUMBERS[Deno.build.arch];
    if (Deno.build.os !== "linux" || numbers === undefined) return undefined;
    try {
      return new SocketSyscalls(Deno.dlopen("libc.so.6", FUNCTIONS), numbers);
    } catch {
      return undefined; // another C library (Alpine), or --allow-ffi is not given
    }
  }

  /** The name of a socket as the system writes it; undefined for anything else. Valid until the next call. */
  readonly nameOf: SocketName = (fd) => this.#nameBy(this.#numbers.getsockname, fd);

  /** The name of the peer of a connected socket; undefined for anything else. Valid until the next call. */
  readonly peerOf: SocketName = (fd) => this.#nameBy(this.#numbers.getpeername, fd);

  /**
   * Dissolves the association of a connected socket by connecting it to no address (`AF_UNSPEC`).
   *
   * @returns false when the system refuses.
   */
  dissolve(fd: number): boolean {
    return this.#call(this.#numbers.connect, fd, this.#start + UNSPECIFIED, UNSPECIFIED_LENGTH) === 0;
  }

  /** Bytes written to a TCP connection that its peer has not acknowledged yet; undefined for anything else. */
  unacknowledged(fd: number): number | undefined {
    const failed = this.#call(this.#numbers.ioctl, fd, SIOCOUTQ, this.#start + BigInt(COUNT)) < 0;
    return failed ? undefined : this.#count[0];
  }

  /** Lets go of the library. */
  [Symbol.dispose](): void {
    this.#library.close();
  }

  #nameBy(call: bigint, fd: number): Uint8Array | undefined {
    this.#count[0] = LONGEST_NAME;
    if (this.#call(call, fd, this.#start + BigInt(NAME), this.#start + BigInt(COUNT)) < 0) return undefined;
    return this.#name.subarray(0, Math.min(LONGEST_NAME, this.#count[0]));
  }

  #call(call: bigint, fd: number, second: bigint, third: bigint): number {
    return this.#library.symbols.syscall(call, BigInt(fd), second, third);
  }
}

interface Numbers {
  readonly connect: bigint;
  readonly getsockname: bigint;
  readonly getpeername: bigint;
  readonly ioctl: bigint;
}

/** The numbers of the calls, by processor (the kernel's arch/x86/entry/syscalls and include/uapi/asm-generic/unistd.h). */
const NUMBERS: Readonly<Partial<Record<string, Numbers>>> = {
  x86_64: { connect: 42n, getsockname: 51n, getpeername: 52n, ioctl: 16n },
  aarch64: { connect: 203n, getsockname: 204n, getpeername: 205n, ioctl: 29n },
};

/** What comes back fits an int in all four. */
const FUNCTIONS = { syscall: { parameters: ["i64", "i64", "i64", "i64"], result: "i32" } } as const;

/** Where what is in the memory: the name of a socket, a count, and a `struct sockaddr` with sa_family = AF_UNSPEC = 0. */
const [NAME, COUNT, UNSPECIFIED] = [0, 128, 192n];
const UNSPECIFIED_LENGTH = 16n;
/** A `sockaddr_un` with the longest path, the longest of all names, bytes. */
const LONGEST_NAME = 110;
/** tcp(7) */
const SIOCOUTQ = 0x5411n;
