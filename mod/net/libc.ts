import { C_LIBRARY, DESCRIPTOR_CALLS, DescriptorCalls, systemError } from "./descriptor/descriptor_calls.ts";
import { ERRORS } from "./errors/errno.ts";
import { SOCKET } from "./socket_constants.ts";

/**
 * # The C library
 *
 * The few system calls that the runtime has no name for, straight from the C library of Linux: on
 * other systems, features that need them are reported as impossible, and everything else works
 * without them.
 *
 * macOS is left out on purpose. It has no `accept4` and no `SOCK_NONBLOCK`, so a socket of our own could
 * only be made non-blocking by `fcntl`, a function of variable arguments, which Apple's processors get on
 * the stack and a foreign call puts into registers. It does not dissolve a connection by `connect` to no
 * address, either. What is lacking there: a reset instead of a polite end (`abortive_close.ts`), a listener
 * that IPv4 clients cannot even reach (`listen_only_ipv6.ts`), a UNIX client with a name
 * (`bind_unix_client.ts`), and the relay's options for its own process and inherited descriptors.
 * Windows has none of these calls.
 */
export class Libc extends DescriptorCalls {
  readonly #library: ReturnType<typeof load>;

  private constructor(library: ReturnType<typeof load>) {
    super(library);
    this.#library = library;
  }

  /**
   * Undefined where there is no Linux C library, or where it may not be used.
   *
   * @param calls those that will be made; finding one takes the better part of a millisecond.
   */
  static open(calls: readonly Call[] = Object.keys(CALLS) as Call[]): Libc | undefined {
    if (Deno.build.os !== "linux") return undefined;
    try {
      return new Libc(load(calls));
    } catch {
      return undefined; // another C library (Alpine), or --allow-ffi is not given
    }
  }

  /** A non-blocking socket that children do not inherit. */
  socket(domain: number, type: number, protocol = 0): number {
    return this.checked(
      this.#library.symbols.socket(domain, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol),
    );
  }

  /** Two UNIX sockets that are connected to each other, non-blocking. */
  socketPair(type: number): [number, number] {
    const pair = new Int32Array(2);
    const flags = type | SOCK_NONBLOCK | SOCK_CLOEXEC;
    this.checked(this.#library.symbols.socketpair(SOCKET.AF_UNIX, flags, 0, new Uint8Array(pair.buffer)));
    return [pair[0]!, pair[1]!];
  }

  /** Binds a socket to a name. */
  bind(fd: number, name: Uint8Array<ArrayBuffer>): void {
    this.checked(this.#library.symbols.bind(fd, name, name.length));
  }

  /** Connects to a socket of this computer, which takes no time. */
  connect(fd: number, name: Uint8Array<ArrayBuffer>): void {
    this.checked(this.#library.symbols.connect(fd, name, name.length));
  }

  /** Begins to connect to a socket anywhere; that it is writable, and {@linkcode Libc.failureOf}, tell the outcome. */
  beginConnect(fd: number, name: Uint8Array<ArrayBuffer>): void {
    if (this.#library.symbols.connect(fd, name, name.length) < 0 && this.errno() !== EINPROGRESS) {
      this.checked(-1);
    }
  }

  /** @throws {Error} what a socket has failed with, if it has (SO_ERROR) */
  failureOf(fd: number): void {
    const number = this.getOption(fd, SOL_SOCKET, SO_ERROR);
    if (number !== 0) throw systemError(number);
  }

  /** Starts listening. */
  listen(fd: number, backlog: number): void {
    this.checked(this.#library.symbols.listen(fd, backlog));
  }

  /** The next connection in the queue of a listener; undefined when there is none. */
  accept(fd: number): number | undefined {
    const accepted = this.#library.symbols.accept4(fd, null, null, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (accepted < 0 && this.errno() === EAGAIN) return undefined;
    return this.checked(accepted);
  }

  /** Ends the sending direction of a socket; one whose peer has gone is left as it is. */
  endSending(fd: number): void {
    this.#library.symbols.shutdown(fd, SHUT_WR);
  }

  /** An option that is a number. */
  getOption(fd: number, level: number, option: number): number {
    const [value, length] = [new Int32Array(1), new Uint32Array([4])];
    const [bytes, size] = [new Uint8Array(value.buffer), new Uint8Array(length.buffer)];
    this.checked(this.#library.symbols.getsockopt(fd, level, option, bytes, size));
    return value[0]!;
  }

  /** Sets an option to these bytes. */
  setOptionBytes(fd: number, level: number, option: number, value: Uint8Array): void {
    const bytes = new Uint8Array(value);
    this.checked(this.#library.symbols.setsockopt(fd, level, option, bytes, bytes.length));
  }

  /** Opens a file of the system for reading. */
  openFile(path: string): number {
    return this.openPath(path, O_RDONLY);
  }

  /**
   * Opens a file in another thread, since a FIFO waits for its other end.
   *
   * @param flags of open(2)
   * @returns undefined when it failed: that thread's error number is not ours to see
   */
  openPatiently(path: string, flags: number): Promise<number | undefined> {
    return this.openPathAside(path, flags);
  }

  /** Moves this thread to another network namespace, named by a descriptor (setns(2)). */
  enterNetwork(namespace: number): void {
    this.checked(this.#library.symbols.setns(namespace, CLONE_NEWNET));
  }

  /** Sets an option that is a number. */
  setOption(fd: number, level: number, option: number, value: number): void {
    const bytes = new Uint8Array(new Int32Array([value]).buffer);
    this.checked(this.#library.symbols.setsockopt(fd, level, option, bytes, bytes.length));
  }

  /** Sends a datagram; false when the receiver's queue is full. */
  sendTo(fd: number, bytes: Uint8Array<ArrayBuffer>, name: Uint8Array<ArrayBuffer>): boolean {
    const sent = this.#library.symbols.sendto(fd, bytes, BigInt(bytes.length), 0, name, name.length);
    if (sent < 0 && this.errno() === EAGAIN) return false;
    this.checked(Number(sent));
    return true;
  }

  /** Takes a datagram that has come, and the name of its sender; undefined when none has. */
  receiveFrom(
    fd: number,
    buffer: Uint8Array,
  ): { readonly count: number; readonly from: Uint8Array<ArrayBuffer> } | undefined {
    const [name, length] = [new Uint8Array(LONGEST_NAME), new Uint32Array([LONGEST_NAME])];
    const bytes = buffer as Uint8Array<ArrayBuffer>;
    const size = new Uint8Array(length.buffer);
    const count = this.#library.symbols.recvfrom(fd, bytes, BigInt(bytes.length), 0, name, size);
    if (count < 0 && this.errno() === EAGAIN) return undefined;
    return { count: this.checked(Number(count)), from: name.slice(0, Math.min(LONGEST_NAME, length[0]!)) };
  }

  /** Copies what has arrived, which stays there for the next read. @returns how many bytes; 0 for none */
  peek(fd: number, buffer: Uint8Array<ArrayBuffer>): number {
    const { MSG_PEEK, MSG_DONTWAIT } = SOCKET;
    const length = this.#library.symbols.recv(fd, buffer, BigInt(buffer.length), MSG_PEEK | MSG_DONTWAIT);
    return Math.max(0, Number(length));
  }

  /** Sends the last bytes on a connection, as far as they fit, and half-closes it. */
  sendLast(fd: number, bytes: Uint8Array<ArrayBuffer>): void {
    const { MSG_DONTWAIT, MSG_NOSIGNAL } = SOCKET;
    this.#library.symbols.send(fd, bytes, BigInt(bytes.length), MSG_DONTWAIT | MSG_NOSIGNAL);
    this.#library.symbols.shutdown(fd, SHUT_WR);
  }

  /** The name of a socket as the system writes it; undefined for anything else. */
  nameOf(fd: number): Uint8Array | undefined {
    return this.#name("getsockname", fd);
  }

  /** The name of the peer of a connected socket; undefined for anything else. */
  peerOf(fd: number): Uint8Array | undefined {
    return this.#name("getpeername", fd);
  }

  #name(call: "getsockname" | "getpeername", fd: number): Uint8Array | undefined {
    const [name, length] = [new Uint8Array(LONGEST_NAME), new Uint32Array([LONGEST_NAME])];
    if (this.#library.symbols[call](fd, name, new Uint8Array(length.buffer)) < 0) return undefined;
    return name.subarray(0, Math.min(LONGEST_NAME, length[0]!));
  }

  /** Adds status flags (O_APPEND, O_NOATIME) to an open file. */
  addFlags(fd: number, flags: number): void {
    const now = this.checked(this.#library.symbols.fcntl(fd, F_GETFL, 0));
    this.checked(this.#library.symbols.fcntl(fd, F_SETFL, now | flags));
  }

  /** The lowest descriptor that is free; undefined when there is none, or no standard input. */
  lowestFree(): number | undefined {
    const free = this.#library.symbols.fcntl(0, F_DUPFD_CLOEXEC, 0);
    if (free < 0) return undefined;
    this.#library.symbols.close(free);
    return free;
  }

  /** Makes this process the leader of a new session. */
  newSession(): void {
    this.checked(this.#library.symbols.setsid());
  }
}

function load(calls: readonly Call[]) {
  const wanted = Object.fromEntries(calls.map((call) => [call, CALLS[call]]));
  return Deno.dlopen(C_LIBRARY, wanted as typeof CALLS);
}

const CALLS = {
  ...DESCRIPTOR_CALLS,
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  bind: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  listen: { parameters: ["i32", "i32"], result: "i32" },
  accept4: { parameters: ["i32", "buffer", "buffer", "i32"], result: "i32" },
  setsockopt: { parameters: ["i32", "i32", "i32", "buffer", "u32"], result: "i32" },
  getsockopt: { parameters: ["i32", "i32", "i32", "buffer", "buffer"], result: "i32" },
  socketpair: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  shutdown: { parameters: ["i32", "i32"], result: "i32" },
  setns: { parameters: ["i32", "i32"], result: "i32" },
  sendto: { parameters: ["i32", "buffer", "usize", "i32", "buffer", "u32"], result: "isize" },
  recvfrom: { parameters: ["i32", "buffer", "usize", "i32", "buffer", "buffer"], result: "isize" },
  recv: { parameters: ["i32", "buffer", "usize", "i32"], result: "isize" },
  send: { parameters: ["i32", "buffer", "usize", "i32"], result: "isize" },
  getsockname: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  getpeername: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  fcntl: { parameters: ["i32", "i32", "i32"], result: "i32" },
  setsid: { parameters: [], result: "i32" },
} as const;

/** A function of the C library. */
type Call = keyof typeof CALLS;

/** A `sockaddr_un` with the longest path, the longest of all names, bytes. */
const LONGEST_NAME = 110;
const { SOCK_CLOEXEC, SOCK_NONBLOCK, SOL_SOCKET, SO_ERROR } = SOCKET;
const SHUT_WR = 1;
const O_RDONLY = 0;
const CLONE_NEWNET = 0x40000000;
const [F_GETFL, F_SETFL, F_DUPFD_CLOEXEC] = [3, 4, 1030];
const [EAGAIN] = ERRORS.EAGAIN!.on;
const [EINPROGRESS] = ERRORS.EINPROGRESS!.on;
