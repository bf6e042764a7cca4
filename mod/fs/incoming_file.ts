import { basename } from "@std/path";
import { systemFailure } from "../net/errors/system_error.ts";
import { AtomicFile } from "./atomic_file.ts";
import { temporaryName } from "./temporary_name.ts";
import { writeError } from "./write_error.ts";

/**
 * A file that is being received, as an {@linkcode AtomicFile} whose errors are sentences about the path that
 * was asked for. Disposing of it before it is kept removes it.
 */
export class IncomingFile implements Disposable {
  readonly #file: AtomicFile;

  private constructor(readonly path: string, file: AtomicFile) {
    this.#file = file;
  }

  /**
   * @param path where the file will be when it is complete.
   * @throws {FsError} if nothing can be written there.
   */
  static async create(path: string): Promise<IncomingFile> {
    try {
      return new IncomingFile(path, await AtomicFile.create(temporaryName(path)));
    } catch (error) {
      throw writeError(path, error);
    }
  }

  /** Appends all the bytes; they belong to the caller again when it settles. */
  async write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#file.write(bytes);
    } catch (error) {
      throw writeError(this.path, error);
    }
  }

  /**
   * Gives the file its name.
   *
   * @param force whether a file that has the name already is replaced.
   * @throws {FsError} when the name exists and must not be replaced, or the system refuses.
   */
  async keep({ force }: { force: boolean }): Promise<void> {
    using file = this.#file;
    try {
      await file.keep(basename(this.path), force ? "overwrite" : "error");
    } catch (error) {
      throw writeError(this.path, error);
    }
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }
}

/** Whether something has this name, even if it is a link to nothing. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (systemFailure(error) === "not_found") return false;
    throw writeError(path, error);
  }
}
