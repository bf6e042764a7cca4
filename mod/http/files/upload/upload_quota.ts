import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";

/** What all uploads together may take up. */
export interface UploadLimits {
  /**
   * Bytes of everything that was sent in since the server started, including unfinished uploads.
   */
  readonly bytes: number;
  /** Files, in the same way. */
  readonly files: number;
  /** Uploads that have begun and are not complete, including those that nobody is sending. */
  readonly unfinished: number;
}

/** The defaults. */
export const UPLOAD_LIMITS: UploadLimits = { bytes: Infinity, files: Infinity, unfinished: 1000 };

/**
 * Counts what strangers have put on the disk. A limit of one file's size bounds nothing as long as
 * there may be any number of files; this bounds all of them, however many clients send at the same
 * time and however that ends.
 */
export class UploadQuota {
  readonly #limits: UploadLimits;
  #bytes = 0;
  #files = 0;
  #unfinished = 0;
  #makeRoom: (() => Promise<boolean>) | undefined;

  /** @param limits those that differ from the defaults */
  constructor({ bytes, files, unfinished }: { [Name in keyof UploadLimits]?: number | undefined } = {}) {
    this.#limits = {
      bytes: bytes ?? UPLOAD_LIMITS.bytes,
      files: files ?? UPLOAD_LIMITS.files,
      unfinished: unfinished ?? UPLOAD_LIMITS.unfinished,
    };
  }

  /**
   * Registers who can give up an unfinished upload that nobody is sending, so that another may
   * begin.
   *
   * @param makeRoom drops one and its claim; resolves to false when there is none
   */
  whenCrowded(makeRoom: () => Promise<boolean>): void {
    this.#makeRoom = makeRoom;
  }

  /**
   * An upload begins; one that waits for its sender may have to make room for it.
   *
   * @param announced bytes it will have, if that is known: an upload that cannot fit is refused
   *   before it is sent
   * @throws HttpError 507 or 503
   */
  async begin(announced = 0): Promise<UploadClaim> {
    while (this.#unfinished >= this.#limits.unfinished && await this.#makeRoom?.()) { /* perhaps one more */ }
    this.refuse(announced);
    return this.adopt(0);
  }

  /** Only refuses, as {@linkcode begin} does. */
  refuse(announced: number): void {
    const { bytes, files, unfinished } = this.#limits;
    if (this.#files + this.#unfinished >= files) {
      throw new HttpError(507, msg`This server has taken its ${files} files and takes no more`);
    }
    if (this.#bytes >= bytes || this.#bytes + announced > bytes) throw full(bytes);
    if (this.#unfinished >= unfinished) {
      const sentence = msg`Too many uploads are unfinished, try again later`;
      throw new HttpError(503, sentence, [["retry-after", "60"]]);
    }
  }

  /**
   * An upload left by an earlier run that can still go on. It counts, even beyond the limits.
   * @param bytes of it
   */
  adopt(bytes: number): UploadClaim {
    this.#unfinished++;
    this.#bytes += bytes;
    let own = bytes;
    let open = true;
    return {
      add: (more) => {
        if (this.#bytes + more > this.#limits.bytes) throw full(this.#limits.bytes);
        this.#bytes += more;
        own += more;
      },
      keep: ({ created, replaced }) => {
        if (!open) return;
        open = false;
        this.#unfinished--;
        this.#bytes -= replaced;
        if (created) this.#files++;
      },
      drop: () => {
        if (!open) return;
        open = false;
        this.#unfinished--;
        this.#bytes -= own;
      },
    };
  }
}

/** One upload's share of the quota. */
export interface UploadClaim {
  /**
   * More bytes are about to be written. @throws HttpError 507 when they are too many; nothing is counted then
   */
  add(bytes: number): void;
  /**
   * It is complete and has its name. @param placed whether that is a new file, and how many bytes it has
   * replaced
   */
  keep(placed: { created: boolean; replaced: number }): void;
  /** It is gone from the disk. Without effect on one that was kept. */
  drop(): void;
}

function full(limit: number): HttpError {
  return new HttpError(507, msg`This server takes ${limit} bytes in all, and this would be more`);
}
