import type { Entry } from "../../../fs/served_folder.ts";
import type { SharedTurns } from "../../../fs/shared_turns.ts";
import { searchable } from "../../assets/listing/searchable.js";
import { cooperativeSort } from "./cooperative_sort.ts";
import { sortedNames } from "./sorted_names.ts";

/** The keys by which a listing can be sorted. */
export type SortKey = "name" | "size" | "date";

/** Which entries are shown, and in which order. */
export interface ListingView {
  readonly sort: SortKey;
  readonly descending: boolean;
  /** Only names that contain this; case and accents make no difference. */
  readonly search: string;
}

/**
 * Reads `?sort=-size&q=word`, where the minus sign means the largest first, as `&order=desc` does;
 * anything it does not understand keeps its default.
 */
export function listingView(query: URLSearchParams): ListingView {
  const [, reversed, sort] = /^(-?)(name|size|date)$/.exec(query.get("sort") ?? "") ?? [];
  return {
    sort: sort === "size" || sort === "date" ? sort : "name",
    descending: reversed === "-" || query.get("order") === "desc",
    search: (query.get("q") ?? "").slice(0, 200),
  };
}

/**
 * The entries as the view wants them: folders first, then by key; equal ones by name, numbers in names as
 * numbers.
 *
 * @param turns of all who have such work
 */
export async function arrangeListing(
  entries: readonly Entry[],
  view: ListingView,
  turns: Pick<SharedTurns, "run">,
): Promise<Entry[]> {
  const wanted = searchable(view.search);
  const shown: Entry[] = [];
  for (let at = 0; at < entries.length; at += TOGETHER) {
    const some = entries.slice(at, at + TOGETHER);
    shown.push(...wanted === "" ? some : await turns.run(() => some.filter(isWanted)));
  }
  const order = await sortedNames(shown.map(({ name }) => name), turns);
  const named = Array.from(order, (place) => shown[place]!);
  if (view.descending) named.reverse();
  const { sort } = view;
  const direction = view.descending ? -1 : 1;
  const arranged = sort === "name"
    ? named
    : await cooperativeSort(named, (a, b) => direction * byKey(a, b, sort), turns);
  const [folders, files]: [Entry[], Entry[]] = [[], []];
  for (const entry of arranged) (entry.kind === "folder" ? folders : files).push(entry);
  return folders.length === 0 ? files : folders.concat(files);

  function isWanted({ name }: Entry): boolean {
    return searchable(name).includes(wanted);
  }
}

/** Entries that are looked at in one go. */
const TOGETHER = 256;

function byKey(a: Entry, b: Entry, key: SortKey): number {
  if (key === "size") return a.size - b.size;
  return key === "date" ? a.modified - b.modified : 0;
}

/**
 * The listing for programs: one object, an entry each with name, kind, size in bytes and time in ISO 8601.
 *
 * @returns it in pieces: there may be a hundred thousand entries.
 */
export function* listingJson(path: string, entries: readonly Entry[]): Generator<string> {
  yield `{\n  "path": ${JSON.stringify(path)},\n  "entries": [`;
  for (const [at, entry] of entries.entries()) {
    yield `${at === 0 ? "" : ","}\n    ${
      JSON.stringify(forPrograms(entry), null, 2).replaceAll("\n", "\n    ")
    }`;
  }
  yield entries.length === 0 ? "]\n}\n" : "\n  ]\n}\n";
}

function forPrograms({ name, kind, size, modified }: Entry): Record<string, unknown> {
  return {
    name,
    type: kind,
    ...(kind === "file" ? { size } : {}),
    modified: new Date(modified).toISOString(),
  };
}
