/*
Many clients that want the same folder at the same time share one reading, one sort and one text.

A folder of twenty thousand files takes a fifth of a second to read and as long to sort and to
render. Three hundred clients that ask for it at once, and need not even read the answers, would
keep everybody else waiting for half a minute. So a client that asks while a reading is under way
waits for the next one, together with all the others that do. That one begins after they asked,
so nobody is shown a folder as it was before his own upload.

Bounded: one reading a folder at a time, one large sort at a time, and the entries of a listing
are in memory once, however many replies send it.
*/

import type { Entry, ServedFolder } from "../../../fs/served_folder.ts";
import type { PageLanguage } from "../../page/page_language.ts";
import { textPieces } from "../text_body.ts";
import { arrangeListing, listingJson, type ListingView } from "./listing.ts";
import { listingRows } from "./listing_page.ts";

/** The most entries for which a listing is put together in one go. */
export const LARGE_FOLDER = 1000;

/** The listings of a served folder. */
export class FolderListings {
  readonly #tree: ServedFolder;
  readonly #folders = new Map<string, Readings>();
  /** The last large sort. */
  #sorting: Promise<unknown> = Promise.resolve();
  /** How many folders have been read, and how many orders sorted, so far. */
  readonly work = { read: 0, sorted: 0 };

  constructor(tree: ServedFolder) {
    this.#tree = tree;
  }

  /**
   * The entries of a folder as they are at some moment after this call, arranged.
   *
   * @param names the folder
   * @param path its name in a listing for programs
   * @param signal of the requester; the reading ends when all who wait for it have left
   * @throws {RefusedFile} when it is no folder or may not be read
   */
  async list(
    names: readonly string[],
    path: string,
    view: ListingView,
    signal: () => AbortSignal,
  ): Promise<Listing> {
    const snapshot = await this.#snapshot(names, signal);
    const key = JSON.stringify(view);
    const known = snapshot.arranged.get(key);
    if (known !== undefined) return await known;
    const arranged = this.#arrange(snapshot.entries, view).then((entries) => new Listing(path, entries));
    snapshot.arranged.set(key, arranged);
    return await arranged;
  }

  #snapshot(names: readonly string[], signal: () => AbortSignal): Promise<Snapshot> {
    const key = names.join("/");
    const readings = this.#folders.get(key);
    if (readings === undefined) {
      const first = this.#begin(names, [signal]);
      this.#folders.set(key, { current: first, waiting: [] });
      this.#follow(key, names, first);
      return first;
    }
    readings.waiting.push(signal);
    return readings.next ??= readings.current.then(ignore, ignore)
      .then(() => this.#begin(names, readings.waiting));
  }

  /** When a reading ends, the next one takes its place, if anybody is waiting for it. */
  #follow(key: string, names: readonly string[], reading: Promise<Snapshot>): void {
    const ended = () => {
      const next = this.#folders.get(key)?.next;
      if (next === undefined) return void this.#folders.delete(key);
      this.#folders.set(key, { current: next, waiting: [] });
      this.#follow(key, names, next);
    };
    reading.then(ended, ended);
  }

  async #begin(names: readonly string[], askers: readonly (() => AbortSignal)[]): Promise<Snapshot> {
    this.work.read++;
    let seen = 0;
    const entries = await this.#tree.list(names, () => {
      // In a small folder it is not worth checking who has left.
      if (++seen % LARGE_FOLDER === 0) throwIfAllLeft(askers);
    });
    return { entries, arranged: new Map() };
  }

  async #arrange(entries: readonly Entry[], view: ListingView): Promise<Entry[]> {
    this.work.sorted++;
    const { turns } = this.#tree;
    if (entries.length <= LARGE_FOLDER) return await arrangeListing(entries, view, turns);
    const sorted = this.#sorting.then(() => arrangeListing(entries, view, turns));
    this.#sorting = sorted.catch(ignore);
    return await sorted;
  }
}

/** The readings of one folder. */
interface Readings {
  readonly current: Promise<Snapshot>;
  /** Begins when the current one has ended. */
  next?: Promise<Snapshot>;
  /** The clients waiting for the next one. */
  readonly waiting: (() => AbortSignal)[];
}

/** A folder as it was read, and the orders in which it is wanted. */
interface Snapshot {
  readonly entries: readonly Entry[];
  readonly arranged: Map<string, Promise<Listing>>;
}

/** The entries of a folder in some order; its texts are made once for all replies. */
export class Listing {
  readonly #rows = new Map<PageLanguage, SharedText>();
  /** The listing for programs. */
  readonly json: Iterable<string>;

  constructor(path: string, readonly entries: readonly Entry[]) {
    this.json = new SharedText(listingJson(path, entries));
  }

  /** The rows of the page. */
  rows(language: PageLanguage): Iterable<string> {
    const known = this.#rows.get(language);
    if (known !== undefined) return known;
    const made = new SharedText(listingRows(this.entries, language));
    this.#rows.set(language, made);
    return made;
  }
}

/**
 * A text that several clients read, each at its own pace: a piece is made when the first of them
 * comes to it, and kept.
 */
class SharedText implements Iterable<string> {
  readonly #source: Iterator<string>;
  readonly #pieces: string[] = [];

  constructor(source: Iterable<string>) {
    this.#source = textPieces(source)[Symbol.iterator]();
  }

  *[Symbol.iterator](): Generator<string> {
    for (let at = 0; this.#has(at); at++) yield this.#pieces[at]!;
  }

  #has(at: number): boolean {
    if (at < this.#pieces.length) return true;
    const { value, done } = this.#source.next();
    if (done) return false;
    this.#pieces.push(value);
    return true;
  }
}

function throwIfAllLeft(askers: readonly (() => AbortSignal)[]): void {
  let signal: AbortSignal | undefined;
  for (const asker of askers) {
    signal = asker();
    if (!signal.aborted) return;
  }
  signal?.throwIfAborted();
}

function ignore(): void {}
