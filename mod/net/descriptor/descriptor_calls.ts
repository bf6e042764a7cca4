import { codeOfNumber, ERRORS } from "../errors/errno.ts";

/**
 * # What is done with a descriptor, whatever it is of
 *
 * Sockets of our own and terminals are opened by calls that the runtime has no name for, and from then on it does
 * not know them: they are read, written, waited for and closed here, by the C library of Linux or of macOS. (The
 * `poll` of macOS has not always worked for devices; its `select` has.) The descriptors do not block, so that only
 * waiting needs another thread.
 */
export abstract class DescriptorCalls implements Disposable {
  readonly #library: Library;
  /** One `struct pollfd`, which is asked about again and again. */
  readonly #asked = new Int32Array(2);
  readonly #askedBytes = new Uint8Array(this.#asked.buffer);

  protected constructor(library: Library) {
    this.#library = library;
  }

  /** Closes a descriptor. */
  close(fd: number): void {
    this.#library.symbols.close(fd);
  }

  /**
   * As many bytes as are there.
   *
   * @returns undefined when there are none yet, 0 at the end
   * @throws {Error} with the system's code, EIO when nobody has the other end of a pseudo terminal
   */
  read(fd: number, buffer: Uint8Array): number | undefined {
    return this.#unlessBusy(this.#library.symbols.read(fd, view(buffer), BigInt(buffer.length)));
  }

  /**
   * As many of the bytes as there is room for.
   *
   * @returns undefined when there is none
   * @throws {Error} with the system's code
   */
  write(fd: number, bytes: Uint8Array): number | undefined {
    return this.#unlessBusy(this.#library.symbols.write(fd, view(bytes), BigInt(bytes.length)));
  }

  /** Whether there is something to read, be it the end, within a time in which everything else waits, too. */
  isReadable(fd: number, within = 0): boolean {
    if (WAITS_BY_POLL) return this.eventsOf(fd, POLLIN, within) !== 0;
    const set = selectSet([{ fd, way: "read" }]);
    const time = new Uint8Array(new BigInt64Array([0n, BigInt(within * 1000)]).buffer); // struct timeval
    this.#library.symbols.select(set.most, set.reads, set.writes, null, time);
    return set.result()[0]!;
  }

  /** Waits in another thread until one of the descriptors is ready. @returns of each whether it is */
  async waitUntilReady(wanted: readonly Wanted[]): Promise<boolean[]> {
    if (WAITS_BY_POLL) {
      const set = pollSet(wanted);
      await this.#library.symbols.pollWaiting(set.bytes, BigInt(wanted.length), -1);
      return set.result();
    }
    const set = selectSet(wanted);
    await this.#library.symbols.selectWaiting(set.most, set.reads, set.writes, null, null);
    return set.result();
  }

  /** Two ends of a pipe, for reading and for writing, which children do not inherit. */
  pipe(): [number, number] {
    const ends = new Int32Array(2);
    this.checked(this.#library.symbols.pipe(new Uint8Array(ends.buffer), O_CLOEXEC));
    return [ends[0]!, ends[1]!];
  }

  /** Lets go of the library. */
  [Symbol.dispose](): void {
    this.#library.close();
  }

  /** A descriptor of what has this path; children do not inherit it. @throws {Error} with the system's code */
  protected openPath(path: string, flags: number): number {
    return this.checked(this.#library.symbols.open(cString(path), flags | O_CLOEXEC, 0));
  }

  /**
   * The same in another thread, for what may have to wait.
   *
   * @returns undefined when it failed: that thread's error number is not ours to see
   */
  protected async openPathAside(path: string, flags: number): Promise<number | undefined> {
    const fd = await this.#library.symbols.openWaiting(cString(path), flags | O_CLOEXEC, 0);
    return fd < 0 ? undefined : fd;
  }

  /** What has happened on a descriptor, of what is asked for and of what is always told (poll(2)). */
  protected eventsOf(fd: number, events: number, within = 0): number {
    this.#asked[0] = fd;
    this.#asked[1] = events;
    this.#library.symbols.poll(this.#askedBytes, 1n, within);
    return this.#asked[1]! >>> 16;
  }

  /** @throws {Error} with the system's code, for a result that says that the call has failed */
  protected checked(result: number): number {
    if (result >= 0) return result;
    throw this.failure();
  }

  /** The error of the call that has just failed. */
  protected failure(): Error {
    return systemError(this.errno());
  }

  /** The number of the error of the call that has just failed. */
  protected errno(): number {
    const at = this.#library.symbols.errno();
    return at === null ? 0 : new Deno.UnsafePointerView(at).getInt32();
  }

  #unlessBusy(result: number | bigint): number | undefined {
    if (result < 0 && this.errno() === EAGAIN) return undefined;
    return this.checked(Number(result));
  }
}

/** An error of the system by its number. */
export function systemError(number: number): Error {
  const code = codeOfNumber(number, SYSTEM);
  return Object.assign(new Error(`error ${number} of the system`), code === undefined ? {} : { code });
}

/** A descriptor, and what it is to be ready for; a failure is told anyway, and with `failure` alone (Linux). */
export interface Wanted {
  readonly fd: number;
  readonly way: "read" | "write" | "failure";
}

interface Library {
  readonly symbols: Deno.DynamicLibrary<typeof DESCRIPTOR_CALLS>["symbols"];
  close(): void;
}

const SYSTEM = Deno.build.os === "darwin" ? "darwin" : "linux";
const [LINUX, POLLIN, POLLOUT] = [SYSTEM === "linux", 1, 4];
const WAITS_BY_POLL = LINUX;
const O_CLOEXEC = LINUX ? 0o2000000 : 0x1000000;
const EAGAIN = ERRORS.EAGAIN!.on[LINUX ? 0 : 1];

/** The name of the C library, and those of its functions that descriptors need. */
export const C_LIBRARY = LINUX ? "libc.so.6" : "libSystem.B.dylib";
export const DESCRIPTOR_CALLS = {
  open: { parameters: ["buffer", "i32", "i32"], result: "i32" },
  openWaiting: { name: "open", parameters: ["buffer", "i32", "i32"], result: "i32", nonblocking: true },
  close: { parameters: ["i32"], result: "i32" },
  read: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  poll: { parameters: ["buffer", "u64", "i32"], result: "i32" },
  pollWaiting: { name: "poll", parameters: ["buffer", "u64", "i32"], result: "i32", nonblocking: true },
  select: { parameters: ["i32", "buffer", "buffer", "buffer", "buffer"], result: "i32" },
  selectWaiting: {
    name: "select",
    parameters: ["i32", "buffer", "buffer", "buffer", "buffer"],
    result: "i32",
    nonblocking: true,
  },
  // The pipe of macOS knows no flags, and does not look at them.
  pipe: { name: LINUX ? "pipe2" : "pipe", parameters: ["buffer", "i32"], result: "i32" },
  errno: { name: LINUX ? "__errno_location" : "__error", parameters: [], result: "pointer" },
} as const;

/** An array of `struct pollfd`: the descriptor, what is wanted, and what has happened. */
function pollSet(wanted: readonly Wanted[]): { bytes: Uint8Array<ArrayBuffer>; result(): boolean[] } {
  const bytes = new Uint8Array(8 * wanted.length);
  const [fds, halves] = [new Int32Array(bytes.buffer), new Int16Array(bytes.buffer)];
  wanted.forEach(({ fd, way }, index) => {
    fds[2 * index] = fd;
    halves[4 * index + 2] = { read: POLLIN, write: POLLOUT, failure: 0 }[way];
  });
  return { bytes, result: () => wanted.map((_, index) => halves[4 * index + 3] !== 0) };
}

/** Two sets of bits, a bit for each descriptor up to 1023. */
function selectSet(wanted: readonly Wanted[]) {
  const [reads, writes] = [new Uint8Array(128), new Uint8Array(128)];
  const setOf = (way: Wanted["way"]) => ({ read: reads, write: writes, failure: undefined })[way];
  for (const { fd, way } of wanted) {
    const set = setOf(way);
    if (set !== undefined) set[fd >> 3]! |= 1 << (fd & 7);
  }
  return {
    most: Math.max(...wanted.map(({ fd }) => fd)) + 1,
    reads,
    writes,
    result: () => wanted.map(({ fd, way }) => ((setOf(way)?.[fd >> 3] ?? 0) & 1 << (fd & 7)) !== 0),
  };
}

function cString(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${text}\0`);
}

function view(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
