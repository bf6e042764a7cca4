import { HttpError } from "../../wire/http_error.ts";

/** How many entries of folders the archives of a server may hold in memory. */
export interface ArchiveLimits {
  /** One archive: names that are come across, those included that are left out. */
  readonly one: number;
  /** All archives that are being made. */
  readonly all: number;
}

/** What holds when nothing else was said. */
export const ARCHIVE_LIMITS: ArchiveLimits = { one: 100_000, all: 400_000 };

/** An archive that is being made. */
export interface HeldEntries {
  /** One more entry. @throws HttpError 403 or 503 beyond the limits, or what the signal was aborted with */
  readonly add: () => void;
  /** The archive is sent, or given up; may be called again. */
  readonly release: () => void;
}

/**
 * Bounds what archives hold. A list of a folder is needed before its first byte is sent, and stays until the last one has gone,
 * however slowly that goes; so a few hundred clients who ask for a large folder would fill the memory.
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
    `There are more than ${limit} files and folders in it: fetch its folders one by one`,
  );
}

function busy(): HttpError {
  const sentence = "The server is making too many large archives, try again";
  return new HttpError(503, sentence, [["retry-after", "10"]]);
}
