import { msg } from "../../../i18n/message.ts";
import { join } from "@std/path";
import { UNFINISHED } from "../../../fs/file_name.ts";
import { HttpError } from "../../wire/http_error.ts";
import { AtomicFile } from "../../../fs/atomic_file.ts";
import type { GivenName, NamePolicy } from "../../../fs/give_name.ts";
import { commitUpload } from "./commit_upload.ts";
import { lockUpload } from "./sweep_leftovers.ts";
import { uploadError } from "./upload_error.ts";
import type { UploadClaim, UploadQuota } from "./upload_quota.ts";

/**
 * An incoming file, under a name that nobody can ask for. Disposing of it before it is kept removes
 * it.
 */
export class TempUpload implements Disposable {
  /** Bytes so far. */
  size = 0;
  readonly #file: AtomicFile;

  private constructor(readonly maxSize: number, readonly claim: UploadClaim, file: AtomicFile) {
    this.#file = file;
  }

  get path(): string {
    return this.#file.path;
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
      const file = await AtomicFile.create(path);
      lockUpload(file.file);
      return new TempUpload(maxSize, claim, file);
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
      await this.#file.write(bytes);
    } catch (error) {
      throw uploadError(error);
    }
    this.size += bytes.length;
  }

  /** Gives it its name. */
  async keep(name: string, policy: NamePolicy): Promise<GivenName> {
    const placed = await commitUpload(() => this.#file.keep(name, policy));
    this.claim.keep(placed);
    return placed;
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
    this.claim.drop();
  }
}

/** The answer to a file that is larger than allowed here. */
export function uploadTooLarge(maxSize: number): HttpError {
  return new HttpError(413, msg`Files of more than ${maxSize} bytes are not taken here`);
}
