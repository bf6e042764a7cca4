import { C_LIBRARY, DESCRIPTOR_CALLS, DescriptorCalls } from "../../net/descriptor/descriptor_calls.ts";

/**
 * # The system calls behind terminals
 *
 * Terminals have calls that the runtime has no name for. They are taken from the C library of Linux and of
 * macOS, and everything that differs between the two is here: numbers of flags and requests, and how they are
 * passed. (What terminals share with sockets is in `descriptor_calls.ts`.)
 *
 * `ioctl` takes a variable number of arguments. Apple's 64-bit ARM wants these on the stack: the call is
 * declared with as many more arguments as fill the registers.
 */
export class TtyCalls extends DescriptorCalls {
  readonly #library: ReturnType<typeof load>;
  readonly #numbers: Numbers;

  private constructor(library: ReturnType<typeof load>, numbers: Numbers) {
    super(library);
    this.#library = library;
    this.#numbers = numbers;
  }

  /** Undefined where there is no such C library, or where it may not be used. */
  static open(): TtyCalls | undefined {
    const { os } = Deno.build;
    if (os !== "linux" && os !== "darwin") return undefined;
    try {
      return new TtyCalls(load(), NUMBERS[os]);
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
    const { O_RDWR, O_NOCTTY, O_NONBLOCK } = this.#numbers;
    return this.openPath(path, O_RDWR | O_NOCTTY | O_NONBLOCK);
  }

  /**
   * Opens a device in another thread, since a serial line may wait for its carrier; then it does not block any
   * more.
   *
   * @throws {Error} with the system's code where that is known
   */
  async openPatiently(path: string): Promise<number> {
    const { O_RDWR, O_NOCTTY, FIONBIO } = this.#numbers;
    const fd = await this.openPathAside(path, O_RDWR | O_NOCTTY);
    // Another thread's error number is not ours to see: the same call without waiting says why.
    if (fd === undefined) return this.open(path);
    this.control(fd, FIONBIO, new Int32Array([1]));
    return fd;
  }

  /** Whether this descriptor is a terminal. */
  isTerminal(fd: number): boolean {
    return this.#library.symbols.isatty(fd) === 1;
  }

  /**
   * Sends a request to a device, with a number for its argument.
   *
   * @throws {Error} with the system's code
   */
  controlByNumber(fd: number, request: number, argument: number): void {
    const { ioctlNumber, ioctlNumberOnStack } = this.#library.symbols;
    const [wanted, value] = [BigInt(request), BigInt.asUintN(64, BigInt(argument))];
    this.checked(
      this.#numbers.variableOnStack
        ? ioctlNumberOnStack(fd, wanted, 0n, 0n, 0n, 0n, 0n, 0n, value)
        : ioctlNumber(fd, wanted, value),
    );
  }

  /**
   * Sends a request to a device.
   *
   * @throws {Error} with the system's code
   */
  control(fd: number, request: number, argument: ArrayBufferView<ArrayBuffer> | null): void {
    const bytes = argument === null ? null : new Uint8Array(argument.buffer);
    const { ioctl, ioctlOnStack } = this.#library.symbols;
    this.checked(
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
    if (TCGETS2 === undefined) this.checked(this.#library.symbols.tcgetattr(fd, record));
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
    if (TCSETS2 === undefined) this.checked(this.#library.symbols.tcsetattr(fd, 0, record));
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
    this.checked(grantpt(master));
    this.checked(unlockpt(master));
    const name = ptsname(master);
    if (name === null) throw this.failure();
    return Deno.UnsafePointerView.getCString(name);
  }

  /** Whether nobody has the other end of a pseudo terminal open. */
  isHungUp(fd: number): boolean {
    return (this.eventsOf(fd, 0) & POLLHUP) !== 0;
  }
}

/** The size of a terminal's window, in characters. */
export interface WindowSize {
  readonly rows: number;
  readonly columns: number;
}

function load() {
  return Deno.dlopen(C_LIBRARY, CALLS);
}

const CALLS = {
  ...DESCRIPTOR_CALLS,
  isatty: { parameters: ["i32"], result: "i32" },
  ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
  ioctlOnStack: {
    name: "ioctl",
    parameters: ["i32", "u64", "u64", "u64", "u64", "u64", "u64", "u64", "buffer"],
    result: "i32",
  },
  ioctlNumber: { name: "ioctl", parameters: ["i32", "u64", "u64"], result: "i32" },
  ioctlNumberOnStack: {
    name: "ioctl",
    parameters: ["i32", "u64", "u64", "u64", "u64", "u64", "u64", "u64", "u64"],
    result: "i32",
  },
  tcgetattr: { parameters: ["i32", "buffer"], result: "i32" },
  tcsetattr: { parameters: ["i32", "i32", "buffer"], result: "i32" },
  tcdrain: { parameters: ["i32"], result: "i32", nonblocking: true },
  grantpt: { parameters: ["i32"], result: "i32" },
  unlockpt: { parameters: ["i32"], result: "i32" },
  ptsname: { parameters: ["i32"], result: "pointer" },
} as const;

/** What the two systems number differently. */
interface Numbers {
  readonly O_RDWR: number;
  readonly O_NOCTTY: number;
  readonly O_NONBLOCK: number;
  readonly FIONBIO: number;
  readonly TIOCGWINSZ: number;
  readonly TIOCSWINSZ: number;
  readonly TIOCSCTTY: number;
  /** Linux: the modes with any speed. */
  readonly TCGETS2?: number;
  readonly TCSETS2?: number;
  /** Bytes of the record of modes. */
  readonly modesLength: number;
  readonly variableOnStack: boolean;
}

const NUMBERS: Readonly<Record<"linux" | "darwin", Numbers>> = {
  linux: {
    O_RDWR: 2,
    O_NOCTTY: 0o400,
    O_NONBLOCK: 0o4000,
    FIONBIO: 0x5421,
    TIOCGWINSZ: 0x5413,
    TIOCSWINSZ: 0x5414,
    TIOCSCTTY: 0x540e,
    TCGETS2: 0x802c542a,
    TCSETS2: 0x402c542b,
    modesLength: 44,
    variableOnStack: false,
  },
  darwin: {
    O_RDWR: 2,
    O_NOCTTY: 0x20000,
    O_NONBLOCK: 4,
    FIONBIO: 0x8004667e,
    TIOCGWINSZ: 0x40087468,
    TIOCSWINSZ: 0x80087467,
    TIOCSCTTY: 0x20007461,
    modesLength: 72,
    variableOnStack: Deno.build.arch === "aarch64",
  },
};

const POLLHUP = 16;
