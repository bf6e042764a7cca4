import { codeOfNumber } from "../../net/errors/errno.ts";

/**
 * # The system calls behind terminals
 *
 * Terminals have calls that the runtime has no name for. They are taken from the C library of Linux and of
 * macOS, and everything that differs between the two is here: numbers of flags and requests, the name of the
 * library, and the way in which one waits for descriptors. (macOS's `poll` has not always worked for devices;
 * its `select` has.) The descriptors do not block, so that only waiting needs another thread.
 *
 * `ioctl` takes a variable number of arguments. Apple's 64-bit ARM wants these on the stack: the call is
 * declared with as many more arguments as fill the registers.
 */
export class TtyCalls implements Disposable {
  readonly #library: ReturnType<typeof load>;
  readonly #numbers: Numbers;
  /** One `struct pollfd`, which is asked about without waiting. */
  readonly #asked = new Int32Array(2);
  readonly #askedBytes = new Uint8Array(this.#asked.buffer);

  private constructor(library: ReturnType<typeof load>, numbers: Numbers) {
    this.#library = library;
    this.#numbers = numbers;
  }

  /** Undefined where there is no such C library, or where it may not be used. */
  static open(): TtyCalls | undefined {
    const { os } = Deno.build;
    if (os !== "linux" && os !== "darwin") return undefined;
    try {
      return new TtyCalls(load(os), NUMBERS[os]);
    } catch {
      return undefined; // another C library (Alpine), or --allow-ffi is not given
    }
  }

  /**
   * Opens a device that does not block, and that does not become this process's controlling terminal.
   *
   * @throws {Error} with the system's code
   */
  open(path: string): number {
    const { O_RDWR, O_NOCTTY, O_NONBLOCK, O_CLOEXEC } = this.#numbers;
    return this.#checked(
      this.#library.symbols.open(cString(path), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC),
    );
  }

  /**
   * Opens a device in another thread, since a serial line may wait for its carrier; then it does not block any
   * more.
   *
   * @throws {Error} with the system's code where that is known
   */
  async openPatiently(path: string): Promise<number> {
    const { O_RDWR, O_NOCTTY, O_CLOEXEC, FIONBIO } = this.#numbers;
    const fd = await this.#library.symbols.openWaiting(cString(path), O_RDWR | O_NOCTTY | O_CLOEXEC);
    // Another thread's error number is not ours to see: the same call without waiting says why.
    if (fd < 0) return this.open(path);
    this.control(fd, FIONBIO, new Int32Array([1]));
    return fd;
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

  /** Whether this descriptor is a terminal. */
  isTerminal(fd: number): boolean {
    return this.#library.symbols.isatty(fd) === 1;
  }

  /**
   * Sends a request to a device.
   *
   * @throws {Error} with the system's code
   */
  control(fd: number, request: number, argument: ArrayBufferView<ArrayBuffer> | null): void {
    const bytes = argument === null ? null : new Uint8Array(argument.buffer);
    const { ioctl, ioctlOnStack } = this.#library.symbols;
    this.#checked(
      this.#numbers.variableOnStack
        ? ioctlOnStack(fd, BigInt(request), 0n, 0n, 0n, 0n, 0n, 0n, bytes)
        : ioctl(fd, BigInt(request), bytes),
    );
  }

  /**
   * The modes of a terminal, as the system keeps them.
   *
   * @throws {Error} with the system's code, ENOTTY for what is no terminal
   */
  modes(fd: number): Uint8Array<ArrayBuffer> {
    const { TCGETS2, modesLength } = this.#numbers;
    const record = new Uint8Array(modesLength);
    if (TCGETS2 === undefined) this.#checked(this.#library.symbols.tcgetattr(fd, record));
    else this.control(fd, TCGETS2, record);
    return record;
  }

  /**
   * Sets the modes of a terminal at once.
   *
   * @throws {Error} with the system's code
   */
  setModes(fd: number, record: Uint8Array<ArrayBuffer>): void {
    const { TCSETS2 } = this.#numbers;
    if (TCSETS2 === undefined) this.#checked(this.#library.symbols.tcsetattr(fd, 0, record));
    else this.control(fd, TCSETS2, record);
  }

  /** Waits in another thread until a device has sent what was written to it. */
  async drain(fd: number): Promise<void> {
    await this.#library.symbols.tcdrain(fd);
  }

  /** How many rows and columns a terminal has; undefined for what is no terminal. */
  windowSize(fd: number): WindowSize | undefined {
    const size = new Uint16Array(4); // struct winsize: rows, columns, and both in pixels
    try {
      this.control(fd, this.#numbers.TIOCGWINSZ, size);
    } catch {
      return undefined;
    }
    return { rows: size[0]!, columns: size[1]! };
  }

  /** Tells a terminal its size; the programs at it hear SIGWINCH. */
  setWindowSize(fd: number, { rows, columns }: WindowSize): void {
    this.control(fd, this.#numbers.TIOCSWINSZ, new Uint16Array([rows, columns, 0, 0]));
  }

  /** Makes a terminal the controlling terminal of this process, which has to lead a session without one. */
  takeControl(fd: number): void {
    this.control(fd, this.#numbers.TIOCSCTTY, null);
  }

  /**
   * Lets the other end of a new pseudo terminal be opened.
   *
   * @returns the path of the other end
   */
  unlockSlave(master: number): string {
    const { grantpt, unlockpt, ptsname } = this.#library.symbols;
    this.#checked(grantpt(master));
    this.#checked(unlockpt(master));
    const name = ptsname(master);
    if (name === null) throw this.#failure();
    return Deno.UnsafePointerView.getCString(name);
  }

  /** Whether there is something to read now, be it the end. */
  isReadable(fd: number): boolean {
    if (!this.#numbers.waitsBySelect) return this.#eventsOf(fd, POLLIN) !== 0;
    const set = selectSet([{ fd, way: "read" }]);
    this.#library.symbols.select(set.most, set.reads, set.writes, null, new Uint8Array(16));
    return set.result()[0]!;
  }

  /** Waits in another thread until one of the descriptors is ready. */
  async waitUntilReady(wanted: readonly Wanted[]): Promise<boolean[]> {
    const set = this.#waitSet(wanted);
    if (set.kind === "poll") await this.#library.symbols.pollWaiting(set.bytes, BigInt(wanted.length), -1);
    else await this.#library.symbols.selectWaiting(set.most, set.reads, set.writes, null, null);
    return set.result();
  }

  /** Whether nobody has the other end of a pseudo terminal open. */
  isHungUp(fd: number): boolean {
    return (this.#eventsOf(fd, 0) & POLLHUP) !== 0;
  }

  /** Two ends of a pipe: for reading, for writing. */
  pipe(): [number, number] {
    const ends = new Int32Array(2);
    this.#checked(this.#library.symbols.pipe(new Uint8Array(ends.buffer)));
    return [ends[0]!, ends[1]!];
  }

  /** Lets go of the library. */
  [Symbol.dispose](): void {
    this.#library.close();
  }

  #eventsOf(fd: number, events: number): number {
    this.#asked[0] = fd;
    this.#asked[1] = events;
    this.#library.symbols.poll(this.#askedBytes, 1n, 0);
    return this.#asked[1]! >>> 16;
  }

  #waitSet(wanted: readonly Wanted[]): WaitSet {
    return this.#numbers.waitsBySelect ? selectSet(wanted) : pollSet(wanted);
  }

  #unlessBusy(result: number): number | undefined {
    if (result >= 0) return result;
    const number = this.#errno();
    if (number === this.#numbers.EAGAIN) return undefined;
    throw failure(number);
  }

  #checked(result: number): number {
    if (result >= 0) return result;
    throw this.#failure();
  }

  #failure(): Error {
    return failure(this.#errno());
  }

  #errno(): number {
    const { __errno_location, __error } = this.#library.symbols;
    const at = Deno.build.os === "linux" ? __errno_location() : __error();
    return at === null ? 0 : new Deno.UnsafePointerView(at).getInt32();
  }
}

/** The size of a terminal's window, in characters. */
export interface WindowSize {
  readonly rows: number;
  readonly columns: number;
}

/** A descriptor, and what it is to be ready for. */
export interface Wanted {
  readonly fd: number;
  readonly way: "read" | "write";
}

/** What a call that waits is given, and how its result is read. */
type WaitSet =
  & { result(): boolean[] }
  & (
    | { readonly kind: "poll"; readonly bytes: Uint8Array<ArrayBuffer> }
    | {
      readonly kind: "select";
      readonly most: number;
      readonly reads: Uint8Array<ArrayBuffer>;
      readonly writes: Uint8Array<ArrayBuffer>;
    }
  );

/** An array of `struct pollfd`: the descriptor, what is wanted, and what has happened. */
function pollSet(wanted: readonly Wanted[]): WaitSet {
  const bytes = new Uint8Array(8 * wanted.length);
  const [fds, halves] = [new Int32Array(bytes.buffer), new Int16Array(bytes.buffer)];
  wanted.forEach(({ fd, way }, index) => {
    fds[2 * index] = fd;
    halves[4 * index + 2] = way === "read" ? POLLIN : POLLOUT;
  });
  return { kind: "poll", bytes, result: () => wanted.map((_, index) => halves[4 * index + 3] !== 0) };
}

/** Two sets of bits, a bit for each descriptor up to 1023. */
function selectSet(wanted: readonly Wanted[]): WaitSet & { readonly kind: "select" } {
  const sets = { read: new Uint8Array(128), write: new Uint8Array(128) };
  for (const { fd, way } of wanted) sets[way][fd >> 3]! |= 1 << (fd & 7);
  return {
    kind: "select",
    most: Math.max(...wanted.map(({ fd }) => fd)) + 1,
    reads: sets.read,
    writes: sets.write,
    result: () => wanted.map(({ fd, way }) => (sets[way][fd >> 3]! & 1 << (fd & 7)) !== 0),
  };
}

function failure(number: number): Error {
  const code = codeOfNumber(number, Deno.build.os === "darwin" ? "darwin" : "linux");
  return Object.assign(new Error(`error ${number} of the system`), code === undefined ? {} : { code });
}

function cString(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${text}\0`);
}

function view(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}

function load(os: "linux" | "darwin") {
  // The other system's name for errno is never called.
  const calls = os === "linux"
    ? { ...CALLS, __error: { ...CALLS.__error, name: "__errno_location" } }
    : { ...CALLS, __errno_location: { ...CALLS.__errno_location, name: "__error" } };
  return Deno.dlopen(LIBRARIES[os], calls as typeof CALLS);
}

const LIBRARIES = { linux: "libc.so.6", darwin: "libSystem.B.dylib" };

const CALLS = {
  open: { parameters: ["buffer", "i32"], result: "i32" },
  openWaiting: { name: "open", parameters: ["buffer", "i32"], result: "i32", nonblocking: true },
  close: { parameters: ["i32"], result: "i32" },
  // No buffer is so long that the count would not fit.
  read: { parameters: ["i32", "buffer", "usize"], result: "i32" },
  write: { parameters: ["i32", "buffer", "usize"], result: "i32" },
  isatty: { parameters: ["i32"], result: "i32" },
  ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
  ioctlOnStack: {
    name: "ioctl",
    parameters: ["i32", "u64", "u64", "u64", "u64", "u64", "u64", "u64", "buffer"],
    result: "i32",
  },
  tcgetattr: { parameters: ["i32", "buffer"], result: "i32" },
  tcsetattr: { parameters: ["i32", "i32", "buffer"], result: "i32" },
  tcdrain: { parameters: ["i32"], result: "i32", nonblocking: true },
  grantpt: { parameters: ["i32"], result: "i32" },
  unlockpt: { parameters: ["i32"], result: "i32" },
  ptsname: { parameters: ["i32"], result: "pointer" },
  poll: { parameters: ["buffer", "u64", "i32"], result: "i32" },
  pollWaiting: { name: "poll", parameters: ["buffer", "u64", "i32"], result: "i32", nonblocking: true },
  select: { parameters: ["i32", "buffer", "buffer", "buffer", "buffer"], result: "i32" },
  selectWaiting: {
    name: "select",
    parameters: ["i32", "buffer", "buffer", "buffer", "buffer"],
    result: "i32",
    nonblocking: true,
  },
  pipe: { parameters: ["buffer"], result: "i32" },
  __errno_location: { parameters: [], result: "pointer" },
  __error: { parameters: [], result: "pointer" },
} as const;

/** What the two systems number differently. */
interface Numbers {
  readonly O_RDWR: number;
  readonly O_NOCTTY: number;
  readonly O_NONBLOCK: number;
  readonly O_CLOEXEC: number;
  readonly FIONBIO: number;
  readonly TIOCGWINSZ: number;
  readonly TIOCSWINSZ: number;
  readonly TIOCSCTTY: number;
  /** Linux: the modes with any speed. */
  readonly TCGETS2?: number;
  readonly TCSETS2?: number;
  /** Bytes of the record of modes. */
  readonly modesLength: number;
  readonly EAGAIN: number;
  readonly waitsBySelect: boolean;
  readonly variableOnStack: boolean;
}

const NUMBERS: Readonly<Record<"linux" | "darwin", Numbers>> = {
  linux: {
    O_RDWR: 2,
    O_NOCTTY: 0o400,
    O_NONBLOCK: 0o4000,
    O_CLOEXEC: 0o2000000,
    FIONBIO: 0x5421,
    TIOCGWINSZ: 0x5413,
    TIOCSWINSZ: 0x5414,
    TIOCSCTTY: 0x540e,
    TCGETS2: 0x802c542a,
    TCSETS2: 0x402c542b,
    modesLength: 44,
    EAGAIN: 11,
    waitsBySelect: false,
    variableOnStack: false,
  },
  darwin: {
    O_RDWR: 2,
    O_NOCTTY: 0x20000,
    O_NONBLOCK: 4,
    O_CLOEXEC: 0x1000000,
    FIONBIO: 0x8004667e,
    TIOCGWINSZ: 0x40087468,
    TIOCSWINSZ: 0x80087467,
    TIOCSCTTY: 0x20007461,
    modesLength: 72,
    EAGAIN: 35,
    waitsBySelect: true,
    variableOnStack: Deno.build.arch === "aarch64",
  },
};

const [POLLIN, POLLOUT, POLLHUP] = [1, 4, 16];
