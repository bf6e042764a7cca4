import { join } from "@std/path";
import { UNFINISHED } from "../../../fs/served_name.ts";
import { HttpError } from "../../wire/http_error.ts";
import { type CommittedUpload, commitUpload } from "./commit_upload.ts";
import { lockUpload } from "./sweep_leftovers.ts";
import { uploadError } from "./upload_error.ts";
import type { NamePolicy } from "./upload_options.ts";
import type { UploadClaim, UploadQuota } from "./upload_quota.ts";

/**
 * An incoming file, under a name that nobody can ask for. Disposing of it before it is kept removes
 * it.
 */
export class TempUpload implements AsyncDisposable {
  /** Bytes so far. */
  size = 0;
  readonly #file: Deno.FsFile;
  #open = true;
  #kept = false;

  private constructor(
    readonly path: string,
    readonly folder: string,
    readonly maxSize: number,
    readonly claim: UploadClaim,
    file: Deno.FsFile,
  ) {
    this.#file = file;
  }

  /**
   * @param folder where it will be
   * @param announced its size, if that is known already
   * @throws HttpError when nothing can be written there, or no more is accepted
   */
  static async create(
    folder: string,
    { maxSize, quota }: { maxSize: number; quota: UploadQuota },
    announced = 0,
  ): Promise<TempUpload> {
    const claim = await quota.begin(announced);
    const path = join(folder, `${UNFINISHED}${crypto.randomUUID()}.part`);
    try {
      const file = await Deno.open(path, { write: true, createNew: true });
      await lockUpload(file);
      return new TempUpload(path, folder, maxSize, claim, file);
    } catch (error) {
      claim.drop();
      throw uploadError(error);
    }
  }

  /**
   * Appends all the bytes. @throws HttpError 413 beyond the limit, 507 when the disk is full or no
   * more is accepted
   */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.size + bytes.length > this.maxSize) throw uploadTooLarge(this.maxSize);
    this.claim.add(bytes.length);
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
  async keep(name: string, policy: NamePolicy): Promise<CommittedUpload> {
    this.#close();
    const placed = await commitUpload(this.path, this.folder, name, policy);
    this.#kept = true;
    this.claim.keep(placed);
    return placed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    if (this.#kept) return;
    await Deno.remove(this.path).catch(() => {/* the folder may be gone with it */});
    this.claim.drop();
  }

  #close(): void {
    if (this.#open) this.#file.close();
    this.#open = false;
  }
}

/** The answer to a file that is larger than allowed here. */
export function uploadTooLarge(maxSize: number): HttpError {
  return new HttpError(413, `Files of more than ${maxSize} bytes are not taken here`);
}
