import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";

/** How many entries of folders the archives of a server may hold in memory. */
export interface ArchiveLimits {
  /** One archive: the names found, including those that are left out. */
  readonly one: number;
  /** All archives being made. */
  readonly all: number;
}

/** The defaults. */
export const ARCHIVE_LIMITS: ArchiveLimits = { one: 100_000, all: 400_000 };

/** An archive being made. */
export interface HeldEntries {
  /** One more entry. @throws HttpError 403 or 503 beyond the limits, or the signal's reason */
  readonly add: () => void;
  /** The archive has been sent, or given up; calling it again has no effect. */
  readonly release: () => void;
}

/**
 * Bounds the memory of archives. A list of a folder is needed before the first byte is sent, and
 * stays until the last one has gone, however slowly; so a few hundred clients that ask for a large
 * folder would fill the memory.
 */
export class ArchiveLimit {
  readonly #limits: ArchiveLimits;
  #held = 0;

  constructor(limits: Partial<ArchiveLimits> = {}) {
    this.#limits = { ...ARCHIVE_LIMITS, ...limits };
  }

  /** An archive begins. @param signal ends the search for its entries */
  begin(signal: AbortSignal): HeldEntries {
    let own = 0;
    return {
      add: () => {
        signal.throwIfAborted();
        this.#held++;
        own++;
        if (own > this.#limits.one) throw tooLarge(this.#limits.one);
        if (this.#held > this.#limits.all) throw busy();
      },
      release: () => {
        this.#held -= own;
        own = 0;
      },
    };
  }
}

function tooLarge(limit: number): HttpError {
  return new HttpError(
    403,
    msg`There are more than ${limit} files and folders in it: fetch its folders one by one`,
  );
}

function busy(): HttpError {
  const sentence = msg`The server is making too many large archives, try again`;
  return new HttpError(503, sentence, [["retry-after", "10"]]);
}
