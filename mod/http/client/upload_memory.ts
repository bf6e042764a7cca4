import { createHash } from "node:crypto";
import { join } from "@std/path";
import { replaceText } from "../../fs/write_text.ts";
import type { LocalFile } from "./upload.ts";

/**
 * The address of the upload of exactly this file to exactly this place, for the next run of the
 * program.
 */
export class UploadMemory {
  readonly #path: string;

  /**
   * @param url of the folder on the server
   * @param modified of the file, milliseconds since 1970: another version of it starts from the
   *   beginning
   * @param folder where the note is kept
   */
  constructor(url: string, file: LocalFile, modified: number, folder: string) {
    const key = createHash("sha256").update(JSON.stringify([url, file, modified])).digest("hex").slice(0, 24);
    this.#path = join(folder, `netlab-upload-${key}`);
  }

  get address(): string | undefined {
    try {
      // The temporary folder is everybody's: only trust what we wrote ourselves.
      const info = Deno.lstatSync(this.#path);
      if (!info.isFile || (info.uid !== null && info.uid !== Deno.uid())) return undefined;
      return Deno.readTextFileSync(this.#path);
    } catch {
      return undefined; // no upload has begun
    }
  }

  remember(address: string): void {
    this.forget();
    try {
      replaceText(this.#path, address, 0o600);
    } catch {
      // Somebody else's file has that name in the temporary folder: the upload goes on without a note.
    }
  }

  forget(): void {
    try {
      Deno.removeSync(this.#path);
    } catch {
      // There was no note.
    }
  }
}
