import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";
import { Semaphore } from "../../../server/semaphore.ts";

/** How many entries of folders the archives of a server may hold in memory. */
export interface ArchiveLimits {
  /** One archive: the names found, including those that are left out. */
  readonly one: number;
  /** All archives being made. */
  readonly all: number;
}

/** The defaults. */
export const ARCHIVE_LIMITS: ArchiveLimits = { one: 100_000, all: 400_000 };

/** Archives whose entries are looked for at a time; the others wait, and everybody else has a turn between them. */
export const LOOKING = 2;

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
  /** What each isolate holds. */
  readonly #held: Int32Array;
  readonly #isolate: number;
  readonly #looking = new Semaphore(LOOKING);

  /** @param share of one of several isolates */
  constructor(limits: Partial<ArchiveLimits> = {}, { memory, isolate } = alone()) {
    this.#limits = { ...ARCHIVE_LIMITS, ...limits };
    this.#held = new Int32Array(memory);
    this.#isolate = isolate;
  }

  /** Waits until its entries may be looked for. @throws the signal's reason */
  async turn(signal: AbortSignal): Promise<Disposable> {
    const turn = await this.#looking.acquire(signal);
    signal.throwIfAborted();
    return turn!;
  }

  /** An archive begins. @param signal ends the search for its entries */
  begin(signal: AbortSignal): HeldEntries {
    let own = 0;
    return {
      add: () => {
        signal.throwIfAborted();
        Atomics.add(this.#held, this.#isolate, 1);
        own++;
        if (own > this.#limits.one) throw tooLarge(this.#limits.one);
        if (this.#all() > this.#limits.all) throw busy();
      },
      release: () => {
        Atomics.sub(this.#held, this.#isolate, own);
        own = 0;
      },
    };
  }

  #all(): number {
    let sum = 0;
    for (let isolate = 0; isolate < this.#held.length; isolate++) sum += Atomics.load(this.#held, isolate);
    return sum;
  }
}

/** One of several isolates that make archives within a limit for all of them. */
export interface ArchiveShare {
  /** What each of them holds: from {@linkcode archiveMemory}. */
  readonly memory: SharedArrayBuffer;
  /** Which of them this is, from 0. */
  readonly isolate: number;
}

/** The memory in which several isolates count what their archives hold. */
export function archiveMemory(isolates: number): SharedArrayBuffer {
  return new SharedArrayBuffer(isolates * Int32Array.BYTES_PER_ELEMENT);
}

/** An isolate has ended, and its archives with it. */
export function forgetArchives({ memory, isolate }: ArchiveShare): void {
  Atomics.store(new Int32Array(memory), isolate, 0);
}

function alone(): ArchiveShare {
  return { memory: archiveMemory(1), isolate: 0 };
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
