import { msg } from "../../../i18n/message.ts";
import type { Fetch } from "../http_client.ts";
import { HttpFailure, statusFailure } from "../http_failure.ts";
import { firstWords, isOk } from "../response.ts";
import { type RetryOptions, withRetries } from "../with_retries.ts";
import { type RemoteEntry, remoteListing } from "./remote_listing.ts";
import { folderAddress, noSuchFolder, type UploadTarget } from "./upload_target.ts";

/** A folder of the server into which files are sent. */
export interface RemoteFolder {
  /** What is in it, by name; undefined: the server does not list it. */
  readonly entries: ReadonlyMap<string, RemoteEntry> | undefined;
  /** It is there, or the server makes it with the first file. */
  readonly sure: boolean;
}

/** How {@linkcode RemoteFolders} asks, and whom it tells. */
export interface RemoteFoldersOptions {
  readonly fetch: Fetch;
  retrying(folder: string): RetryOptions;
  /** Told once of each folder that can be neither found nor made, and not of what is in it. */
  onFailure(folder: string, error: unknown): void;
}

/** The folders of a tree that is sent: entered one after the other, each before what is in it. */
export class RemoteFolders {
  readonly #folders = new Map<string, RemoteFolder | "failed">();

  constructor(readonly target: UploadTarget, readonly options: RemoteFoldersOptions) {}

  /** A folder that was entered. @returns undefined: nothing can be sent there, which has been told */
  at(folder: string): RemoteFolder | undefined {
    const found = this.#folders.get(folder);
    return found === "failed" ? undefined : found;
  }

  /**
   * Finds out what is in a folder, and makes it where that is needed.
   *
   * @param folder its names, with `/` after each
   * @param empty nothing will be put into it, so it is made by itself
   * @throws the signal's reason
   */
  async enter(folder: string, empty = false): Promise<void> {
    const above = folder.replace(/[^/]*\/$/, "");
    if (this.#folders.get(above) === "failed") return void this.#folders.set(folder, "failed");
    const retrying = this.options.retrying(folder);
    try {
      const names = folder.split("/").slice(0, -1);
      const address = folderAddress(this.target, names);
      const there = await withRetries(() => this.#lookInto(address, retrying.signal), () => 0, retrying);
      this.#folders.set(folder, there ?? await this.#make(names, empty, retrying));
    } catch (error) {
      retrying.signal.throwIfAborted();
      this.#fail(folder, error);
    }
  }

  /**
   * A file in a folder was refused.
   *
   * @returns whether that is because the server has no such folder, and makes none
   */
  blame(folder: string, error: unknown): boolean {
    if (this.#folders.get(folder) === "failed") return true;
    const isMissing = error instanceof HttpFailure && [404, 409].includes(error.options.status ?? 0);
    if (!isMissing || this.at(folder)?.sure !== false) return false;
    this.#fail(folder, new HttpFailure(msg`The server makes no folders`, { again: false }));
    return true;
  }

  #fail(folder: string, error: unknown): void {
    this.#folders.set(folder, "failed");
    this.options.onFailure(folder, error);
  }

  /** @returns undefined: nothing is there */
  async #lookInto(address: string, signal: AbortSignal): Promise<RemoteFolder | undefined> {
    try {
      const listing = await remoteListing(address, this.options.fetch, signal);
      if (listing?.url !== address) return { entries: undefined, sure: true };
      return { entries: new Map(listing.entries.map((entry) => [entry.name, entry])), sure: true };
    } catch (error) {
      if (!(error instanceof HttpFailure) || error.options.again || isForbidden(error)) throw error;
      return error.options.status === 404 ? undefined : { entries: undefined, sure: true };
    }
  }

  async #make(names: readonly string[], empty: boolean, retrying: RetryOptions): Promise<RemoteFolder> {
    const entries = new Map<string, RemoteEntry>();
    if (!this.target.makesFolders) return { entries, sure: await this.#makeOne(names, retrying) };
    // Those above have not been needed, either, if there is no file in them. What it refuses is left out.
    for (let depth = empty ? 1 : Infinity; depth <= names.length; depth++) {
      await this.#makeOne(names.slice(0, depth), retrying);
    }
    return { entries, sure: true };
  }

  /** @returns false: it does not know how, and may do it when the first file comes */
  async #makeOne(names: readonly string[], retrying: RetryOptions): Promise<boolean> {
    const { signal } = retrying;
    return await withRetries(
      async () => {
        const address = folderAddress(this.target, names);
        using response = await this.options.fetch(address, { method: "MKCOL", signal });
        if (isOk(response) || this.target.makesFolders) return true;
        if (response.status === 405 || response.status === 501) return false;
        throw response.status === 409 ? noSuchFolder() : statusFailure(response, await firstWords(response));
      },
      () => 0,
      retrying,
    );
  }
}

function isForbidden({ options: { status } }: HttpFailure): boolean {
  return status === 401 || status === 407;
}
