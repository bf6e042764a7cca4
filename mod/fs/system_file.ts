import { ITSELF, type LookedUp, lookedUp, STATX, WANTED } from "./statx.ts";

/**
 * An open file that is read by the system's own calls: what the runtime's own file does, for a third of the time.
 * The code that opened it closes it.
 *
 * One read at a time, as everywhere in this program.
 */
export class SystemFile {
  /** What it was when it was opened. */
  readonly opened: LookedUp;
  readonly #calls: FileCalls;
  #descriptor: number;
  #at = 0;
  #isBeingRead = false;
  #isClosed = false;

  private constructor(calls: FileCalls, descriptor: number, opened: LookedUp) {
    this.#calls = calls;
    this.#descriptor = descriptor;
    this.opened = opened;
  }

  /**
   * @param descriptor of an open file, closed by this from now on
   * @returns undefined when it is no regular file, or the system says nothing about it
   */
  static from(calls: FileCalls, descriptor: number): SystemFile | undefined {
    const isTold = calls.statx(descriptor, NO_NAME, ITSELF, WANTED, told) === 0;
    const opened = isTold ? lookedUp(numbers) : undefined;
    if (opened?.kind === "file") return new SystemFile(calls, descriptor, opened);
    calls.close(descriptor);
    return undefined;
  }

  /** Reads from the current position on. @returns how many bytes, or null at the end */
  readSync(buffer: Uint8Array): number | null {
    const { pread } = this.#calls;
    const [size, at] = [BigInt(buffer.length), BigInt(this.#at)];
    return this.#passed(pread(this.#descriptor, source(buffer), size, at), buffer);
  }

  /** The same in another thread. */
  async read(buffer: Uint8Array): Promise<number | null> {
    this.#isBeingRead = true;
    try {
      const { readAside } = this.#calls;
      const [size, at] = [BigInt(buffer.length), BigInt(this.#at)];
      return this.#passed(await readAside(this.#descriptor, source(buffer), size, at), buffer);
    } finally {
      this.#isBeingRead = false;
      if (this.#isClosed) this.close();
    }
  }

  /** Goes to a position, counted from the beginning or from where it is. */
  seekSync(offset: number, whence: Deno.SeekMode): number {
    return this.#at = whence === Deno.SeekMode.Current ? this.#at + offset : offset;
  }

  /** Closes it, as soon as nobody reads it any more: another file may get its number. */
  close(): void {
    this.#isClosed = true;
    if (this.#isBeingRead || this.#descriptor < 0) return;
    this.#calls.close(this.#descriptor);
    this.#descriptor = -1;
  }

  #passed(read: number | bigint, buffer: Uint8Array): number | null {
    const length = Number(read);
    if (length < 0) throw Object.assign(new Error("error 5 of the system"), { code: "EIO" });
    this.#at += length;
    return length === 0 && buffer.length > 0 ? null : length;
  }
}

/** The C library's calls for open files. */
export const FILE_CALLS = {
  statx: { parameters: ["i32", "buffer", "i32", "u32", "buffer"], result: "i32" },
  pread: { parameters: ["i32", "buffer", "usize", "i64"], result: "isize" },
  readAside: {
    name: "pread",
    parameters: ["i32", "buffer", "usize", "i64"],
    result: "isize",
    nonblocking: true,
  },
  close: { parameters: ["i32"], result: "i32" },
} as const;

type FileCalls = Deno.StaticForeignLibraryInterface<typeof FILE_CALLS>;

/** No buffer of this program is shared. */
function source(buffer: Uint8Array): Uint8Array<ArrayBuffer> {
  return buffer as Uint8Array<ArrayBuffer>;
}

const NO_NAME = new Uint8Array(1);
const told = new Uint8Array(STATX);
const numbers = new Uint32Array(told.buffer);
