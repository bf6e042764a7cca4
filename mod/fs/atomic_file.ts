import { dirname } from "@std/path";
import { AdaptiveFileIo } from "./adaptive_file_io.ts";
import { giveName, type GivenName, type NamePolicy } from "./give_name.ts";

/**
 * A file that is being written under a temporary name, beside its final place. Disposing of it before it has
 * its name removes it.
 *
 * It throws the system's own errors; those who use it know whom to tell, and in which words.
 */
export class AtomicFile implements Disposable {
  readonly file: Deno.FsFile;
  /** Where it is until it has its name. */
  readonly path: string;
  #open = true;
  #done = false;

  private constructor(path: string, file: Deno.FsFile) {
    this.path = path;
    this.file = file;
  }

  /**
   * Begins a file under a name that nothing has; what is there already, even a link, is an error.
   *
   * @param mode who may read and write it, less what the system takes away
   */
  static async create(path: string, mode = 0o666): Promise<AtomicFile> {
    const how = { write: true, createNew: true, mode };
    return new AtomicFile(path, await disk.run(() => Deno.openSync(path, how), () => Deno.open(path, how)));
  }

  /** Appends all the bytes; they belong to the caller again when it settles. */
  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length > SMALL) return await writeAll(this.file, bytes);
    for (let written = 0; written < bytes.length;) {
      const rest = bytes.subarray(written);
      written += await disk.run(() => this.file.writeSync(rest), () => this.file.write(rest));
    }
  }

  /**
   * Closes the file and gives it a name in its folder, as {@linkcode giveName} does. After an error it may be
   * tried again under another name.
   */
  async keep(name: string, policy: NamePolicy): Promise<GivenName> {
    this.#close();
    const given = await giveName(this.path, dirname(this.path), name, policy);
    this.#done = true;
    return given;
  }

  [Symbol.dispose](): void {
    this.#close();
    if (this.#done) return;
    this.#done = true;
    try {
      Deno.removeSync(this.path);
    } catch {
      // Its folder may be gone with it.
    }
  }

  #close(): void {
    if (this.#open) this.file.close();
    this.#open = false;
  }
}

/** What the disks of this machine take at once need not wait for another thread. */
const disk = new AdaptiveFileIo();
/** The largest piece that this thread writes by itself, bytes. */
const SMALL = 64 * 1024;

/** Writes all the bytes, in as many calls as the system makes of it. */
export async function writeAll(file: Pick<Deno.FsFile, "write">, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
}
