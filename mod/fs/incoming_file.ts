import { systemFailure } from "../net/errors/system_error.ts";
import { basename, dirname, join } from "@std/path";
import { takeName } from "./take_name.ts";
import { writeError } from "./write_error.ts";
import { shortened } from "./local_name.ts";

/**
 * A file that is being received.
 *
 * Until it is complete it has another name in the same folder, so that nobody ever finds half a
 * file under the promised name. Disposing of it before it is kept removes it.
 */
export class IncomingFile implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #partial: string;
  #done = false;

  private constructor(readonly path: string, partial: string, file: Deno.FsFile) {
    this.#partial = partial;
    this.#file = file;
  }

  /**
   * @param path where the file will be when it is complete.
   * @throws {Error} with a sentence, if nothing can be written there.
   */
  static async create(path: string): Promise<IncomingFile> {
    const partial = join(
      dirname(path),
      `.${shortened(basename(path), 100)}.${crypto.randomUUID().slice(0, 8)}.part`,
    );
    try {
      return new IncomingFile(path, partial, await Deno.open(partial, { write: true, createNew: true }));
    } catch (error) {
      throw writeError(path, error);
    }
  }

  /** Appends all the bytes; they belong to the caller again when it settles. */
  async write(bytes: Uint8Array): Promise<void> {
    try {
      for (let written = 0; written < bytes.length;) {
        written += await this.#file.write(bytes.subarray(written));
      }
    } catch (error) {
      throw writeError(this.path, error);
    }
  }

  /**
   * Gives the file its name.
   *
   * @param force whether a file that has the name already is replaced.
   * @throws {Error} when the name exists and must not be replaced, or the system refuses.
   */
  async keep({ force }: { force: boolean }): Promise<void> {
    this.#file.close();
    this.#done = true;
    try {
      if (force) await Deno.rename(this.#partial, this.path);
      else if (!await takeName(this.#partial, this.path)) throw new Deno.errors.AlreadyExists();
    } catch (error) {
      Deno.removeSync(this.#partial);
      throw writeError(this.path, error);
    }
  }

  [Symbol.dispose](): void {
    if (this.#done) return;
    this.#done = true;
    this.#file.close();
    Deno.removeSync(this.#partial);
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
