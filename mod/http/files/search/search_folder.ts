import { MOST_LEVELS } from "../archive/archive_entry.ts";
import { type Entry, type ListedName, RefusedFile, type ServedFolder } from "../../../fs/served_folder.ts";
import { isSkippable } from "../../../net/errors/system_error.ts";
import { TimeSlice } from "../../../server/time_slice.ts";
import { searchable } from "../../assets/listing/searchable.js";

/** How much one search may do. */
export interface SearchBounds {
  /** What it may find. */
  readonly found: number;
  /** The names that it may look at, visible or not. */
  readonly names: number;
  /** Milliseconds. */
  readonly time: number;
}

/** The defaults. */
export const SEARCH_BOUNDS: SearchBounds = { found: 1000, names: 1_000_000, time: 10_000 };

/** What was found: where it is below the folder that was searched, its own name last. */
export interface SearchHit extends Entry {
  readonly below: readonly string[];
}

/** How a search ended: everything was looked at, or it came to one of its {@linkcode SearchBounds}. */
export type SearchEnd = "all" | keyof SearchBounds;

/**
 * Looks for names below a folder, those that are nearest first.
 *
 * Nothing is looked up but folders and what is found, so a name costs a microsecond. A link to a folder is found
 * and not entered: what is in it is found where it really is, and no search goes round in circles. A folder that
 * may not be read, or has just gone, is passed over.
 *
 * @param tree decides which entries may be seen
 * @param folder its names
 * @param wanted what the names contain; case, accents and the Unicode form make no difference
 * @param signal ends it when who asked has left
 * @param pause gives everybody else a turn
 * @throws {RefusedFile} for the folder itself; the signal's reason
 */
export async function* searchFolder(
  tree: ServedFolder,
  folder: readonly string[],
  wanted: string,
  signal: AbortSignal,
  bounds: SearchBounds = SEARCH_BOUNDS,
  pause: () => Promise<void> = nextTurn,
): AsyncGenerator<SearchHit, SearchEnd> {
  const key = searchable(wanted);
  const ends = performance.now() + bounds.time;
  const slice = new TimeSlice();
  let names = 0;
  let found = 0;
  // The folders still to be searched, those nearer first; what has been searched is let go of
  let level: (readonly string[])[] = [[]];
  for (let depth = 0; level.length > 0 && depth <= MOST_LEVELS; depth++) {
    const next: (readonly string[])[] = [];
    for (const below of level) {
      for await (const some of namesIn(tree, [...folder, ...below], depth === 0)) {
        for (const each of some) {
          if (++names > bounds.names) return "names";
          if (slice.over) {
            await pause();
            slice.restart();
            signal.throwIfAborted();
            if (performance.now() > ends) return "time";
          }
          if (!each.shown) continue;
          const place = [...below, each.name];
          if (each.folder) next.push(place);
          if (!searchable(each.name).includes(key)) continue;
          const hit = lookUp(tree, folder, place);
          if (hit === undefined) continue;
          if (found++ === bounds.found) return "found";
          yield hit;
        }
      }
      signal.throwIfAborted();
    }
    level = next;
  }
  return "all";
}

/** The names in a folder; of one that may not be read, none. @param first the folder that was asked for */
async function* namesIn(
  tree: ServedFolder,
  names: readonly string[],
  first: boolean,
): AsyncGenerator<readonly ListedName[]> {
  try {
    yield* tree.names(names);
  } catch (error) {
    // Of the folder itself, who asks is told
    if (first || !(error instanceof RefusedFile || isSkippable(error))) throw error;
  }
}

function lookUp(
  tree: ServedFolder,
  folder: readonly string[],
  below: readonly string[],
): SearchHit | undefined {
  try {
    const there = tree.find([...folder, ...below]);
    return there && { ...there, name: below.at(-1)!, below };
  } catch (error) {
    if (error instanceof RefusedFile || isSkippable(error)) return undefined;
    throw error;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
