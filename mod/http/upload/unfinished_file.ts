import { join } from "@std/path";
import { UNFINISHED } from "../files/file_tree.ts";
import { HttpError } from "../wire/http_error.ts";
import { placeFile } from "./place_file.ts";
import { uploadError } from "./upload_error.ts";
import type { NamePolicy } from "./upload_options.ts";

/** A file on its way in, under a name that nobody can ask for. Disposing it before it was kept removes it. */
export class UnfinishedFile implements AsyncDisposable {
  /** Bytes so far. */
  size = 0;
  readonly #file: Deno.FsFile;
  #open = true;
  #kept = false;

  private constructor(
    readonly path: string,
    readonly folder: string,
    readonly maxSize: number,
    file: Deno.FsFile,
  ) {
    this.#file = file;
  }

  /** @param folder where it will be @param maxSize bytes @throws HttpError when nothing can be written there */
  static async create(folder: string, maxSize: number): Promise<UnfinishedFile> {
    const path = join(folder, `${UNFINISHED}${crypto.randomUUID()}.part`);
    try {
      return new UnfinishedFile(
        path,
        folder,
        maxSize,
        await Deno.open(path, { write: true, createNew: true }),
      );
    } catch (error) {
      throw uploadError(error);
    }
  }

  /** Appends all the bytes. @throws HttpError 413 beyond the limit, 507 when the disk is full */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.size + bytes.length > this.maxSize) throw tooLarge(this.maxSize);
    try {
      for (let written = 0; written < bytes.length;) {
        written += await this.#file.write(bytes.subarray(written));
      }
    } catch (error) {
      throw uploadError(error);
    }
    this.size += bytes.length;
  }

  /** Gives it its name. */
  async keep(name: string, policy: NamePolicy): Promise<{ name: string; created: boolean }> {
    this.#close();
    const placed = await placeFile(this.path, this.folder, name, policy);
    this.#kept = true;
    return placed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    if (!this.#kept) await Deno.remove(this.path).catch(() => {/* the folder may be gone with it */});
  }

  #close(): void {
    if (this.#open) this.#file.close();
    this.#open = false;
  }
}

/** The answer to a file that is larger than what is taken here. */
export function tooLarge(maxSize: number): HttpError {
  return new HttpError(413, `Files of more than ${maxSize} bytes are not taken here`);
}
