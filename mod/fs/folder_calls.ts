import type { AdaptiveFileIo } from "./adaptive_file_io.ts";
import { KIND, kindIn, KINDS, type LookedUp, lookedUp, NOT_FOLLOWED, STATX, WANTED } from "./statx.ts";
import { FILE_CALLS, SystemFile } from "./system_file.ts";

/*
# Folders and files by the system's own calls

To list twenty thousand files, each has to be looked up, and of what that costs through the runtime, two thirds
are the runtime's: a permission that is checked, a path that is resolved from the root, an object with four
dates. Linux tells the names of a folder by the hundred (`getdents64`), and about each of them relative to the
folder (`statx`) into memory that is used again. So a folder is read in a third of the time, and of its names no
more are in memory than one call has brought, however slowly they are asked for.

A folder is opened in another thread, because a disk may not answer at all; its names are read in this one as long
as that takes no time, and about a name that was just read, the system knows most of the time. The library is opened while that is still
permitted. Without it, on another system, with another C library, or when a call fails, the runtime's own ways do
the same, slower, and say what is wrong.

A file is looked up by asking about each name on the way to it. When none of them is a link, the path leads where
it says, and nothing has to be resolved: the runtime resolves a path that it opens, and once more one whose open file
is asked about. A file that a link leads to is left to the runtime.
*/

/** A name in a folder, and what the folder itself knows about it. */
export interface NameInFolder {
  readonly name: string;
  /** Undefined when the folder does not say, or it is something else. */
  readonly kind: "file" | "folder" | "link" | undefined;
}

/** A name, and where it stands in the memory of its folder. */
interface PlacedName extends NameInFolder {
  readonly place: number;
}

/** The C library's calls for folders and files. */
export class FolderCalls implements Disposable {
  readonly #library: Library;
  /** The path that is asked about, with a zero at its end. */
  readonly #path = new Uint8Array(LONGEST_PATH);
  readonly #told = new Uint8Array(STATX);
  readonly #numbers = new Uint32Array(this.#told.buffer);

  private constructor(library: Library) {
    this.#library = library;
  }

  /** @returns undefined where there are none, or where they may not be used */
  static open(): FolderCalls | undefined {
    if (Deno.build.os !== "linux") return undefined;
    try {
      return new FolderCalls(Deno.dlopen("libc.so.6", CALLS));
    } catch {
      return undefined; // another C library (Alpine), an old one, or --allow-ffi is not given
    }
  }

  /**
   * Opens a folder.
   *
   * @param path all links resolved
   * @returns undefined when that fails: the runtime can say why
   */
  async folder(path: string): Promise<OpenFolder | undefined> {
    if (path.includes("\0")) return undefined; // it ends a path
    const folder = new OpenFolder(this.#library, path);
    return await folder.open() ? folder : undefined;
  }

  /**
   * Looks up a file that no link leads to.
   *
   * @param path from the root of the disk
   * @returns undefined when there is a link on the way, when it is no regular file, and when a call fails: the
   *   runtime can say why
   */
  file(path: string): LookedUp | undefined {
    const length = this.#write(path);
    for (let at = 1; at < length; at++) {
      if (this.#path[at] !== SLASH) continue;
      this.#path[at] = 0;
      const isFolder = this.#ask(KIND) && kindIn(this.#numbers) === "folder";
      this.#path[at] = SLASH;
      if (!isFolder) return undefined;
    }
    if (length === 0 || !this.#ask(WANTED)) return undefined;
    const there = lookedUp(this.#numbers);
    return there?.kind === "file" ? there : undefined;
  }

  /**
   * Opens a regular file for reading. A path that ends in a link is not followed.
   *
   * @param path from the root of the disk, all links resolved
   * @returns undefined when that fails: the runtime can say why
   */
  openFile(path: string): SystemFile | undefined {
    if (this.#write(path) === 0) return undefined;
    const descriptor = this.#library.symbols.openHere(this.#path, READING);
    return descriptor < 0 ? undefined : SystemFile.from(this.#library.symbols, descriptor);
  }

  #ask(wanted: number): boolean {
    return this.#library.symbols.statx(NOWHERE, this.#path, NOT_FOLLOWED, wanted, this.#told) === 0;
  }

  /** @returns its length in bytes; 0 when the system cannot have such a path */
  #write(path: string): number {
    const { read, written } = encoder.encodeInto(path, this.#path);
    if (read < path.length || written === LONGEST_PATH || path.includes("\0")) return 0;
    this.#path[written] = 0;
    return written;
  }

  /** Lets go of the library; all folders and files have to be closed before. */
  [Symbol.dispose](): void {
    this.#library.close();
  }
}

/** A folder whose names are read. The code that opened it disposes of it. */
export class OpenFolder implements Disposable {
  readonly #library: Library;
  /** Held here, because another thread reads it. */
  readonly #path: Uint8Array<ArrayBuffer>;
  readonly #records = new Uint8Array(RECORDS);
  readonly #view = new DataView(this.#records.buffer);
  readonly #told = new Uint8Array(STATX);
  readonly #numbers = new Uint32Array(this.#told.buffer);
  #descriptor = -1;

  /** @param path all links resolved */
  constructor(library: Library, path: string) {
    this.#library = library;
    this.#path = new TextEncoder().encode(`${path}\0`);
  }

  /** @returns whether it is open now */
  async open(): Promise<boolean> {
    this.#descriptor = await this.#library.symbols.open(this.#path, FOLDER);
    return this.#descriptor >= 0;
  }

  /**
   * The next names, in no particular order.
   *
   * @param io knows whether the disk is quick enough for this thread
   * @returns none at the end
   * @throws {Error} with the system's code when the disk fails
   */
  async names(io: AdaptiveFileIo): Promise<readonly NameInFolder[]> {
    const { getdents64, namesAside } = this.#library.symbols;
    const [descriptor, records, size] = [this.#descriptor, this.#records, BigInt(RECORDS)];
    const told = io.run(
      () => getdents64(descriptor, records, size),
      () => namesAside(descriptor, records, size),
    );
    const length = Number(typeof told === "bigint" ? told : await told);
    if (length < 0) throw Object.assign(new Error("error 5 of the system"), { code: "EIO" });
    const names = this.#namesIn(length);
    return names.length > 0 || length === 0 ? names : await this.names(io);
  }

  /**
   * Looks up one of the names that came last: what it is itself, no link followed.
   *
   * @returns undefined when that fails: the runtime can say why
   */
  lookUp(name: NameInFolder): LookedUp | undefined {
    const { statx } = this.#library.symbols;
    const at = this.#records.subarray((name as PlacedName).place);
    const failed = statx(this.#descriptor, at, NOT_FOLLOWED, WANTED, this.#told) !== 0;
    return failed ? undefined : lookedUp(this.#numbers);
  }

  /** Closes it. */
  [Symbol.dispose](): void {
    if (this.#descriptor >= 0) this.#library.symbols.close(this.#descriptor);
    this.#descriptor = -1;
  }

  /** Records of getdents64(2): a number, an offset, the record's length, a kind, the name with a zero. */
  #namesIn(length: number): readonly NameInFolder[] {
    const records = this.#records;
    const [bytes, places] = [new Uint8Array(length), [] as number[]];
    let end = 0;
    for (let at = 0; at < length; at += this.#view.getUint16(at + 16, true)) {
      if (isDots(records, at + NAME)) continue;
      places.push(at + NAME);
      for (let from = at + NAME; records[from] !== 0; from++) bytes[end++] = records[from]!;
      bytes[end++] = SLASH;
    }
    if (places.length === 0) return [];
    // One text for all of them: no name has a slash in it.
    const names = decoder.decode(bytes.subarray(0, end - 1)).split("/");
    return names.map((name, index): PlacedName => {
      const place = places[index]!;
      return { name, kind: KINDS[records[place - 1]!], place };
    });
  }
}

type Library = Deno.DynamicLibrary<typeof CALLS>;

const CALLS = {
  open: { parameters: ["buffer", "i32"], result: "i32", nonblocking: true },
  getdents64: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  namesAside: {
    name: "getdents64",
    parameters: ["i32", "buffer", "usize"],
    result: "isize",
    nonblocking: true,
  },
  openHere: { name: "open", parameters: ["buffer", "i32"], result: "i32" },
  ...FILE_CALLS,
} as const;

/** O_DIRECTORY, which has another value on ARM, O_NOFOLLOW and O_CLOEXEC. */
const FOLDER = Deno.build.arch === "aarch64" ? 0o2140000 : 0o2600000;
/** O_NOFOLLOW, O_CLOEXEC, and O_NONBLOCK: a pipe that has taken the file's place is not waited for. */
const READING = Deno.build.arch === "aarch64" ? 0o2104000 : 0o2404000;
/** Of a path from the root, no folder counts that it could begin in (AT_FDCWD). */
const NOWHERE = -100;
/** PATH_MAX: bytes, with the zero. */
const LONGEST_PATH = 4096;
/** Bytes for the names of one call: some three hundred of them, which take a fifth of a millisecond. */
const RECORDS = 16 * 1024;
/** Where the name is in a `struct linux_dirent64`. */
const NAME = 19;
const [DOT, SLASH] = [0x2e, 0x2f];
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** `.` and `..` */
function isDots(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== DOT) return false;
  return bytes[at + 1] === 0 || bytes[at + 1] === DOT && bytes[at + 2] === 0;
}
