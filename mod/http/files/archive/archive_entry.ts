import { msg } from "../../../i18n/message.ts";
import { SEPARATOR } from "@std/path";
import { distinctNames, refusalOf } from "../../../fs/file_name.ts";
import { type Entry, type Found, RefusedFile, type ServedFolder } from "../../../fs/served_folder.ts";
import { isSkippable } from "../../../net/errors/system_error.ts";
import { HttpError } from "../../wire/http_error.ts";

/** Something to put in an archive; none of its content is in memory. */
export interface ArchiveEntry {
  /** Path inside the archive, with `/`; a folder's path ends in `/`. */
  readonly name: string;
  /** Where it is on the disk; undefined for a folder. */
  readonly path: string | undefined;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Whether its owner may run it: everybody who unpacks it may, then. @default {false} */
  readonly executable?: boolean | undefined;
}

/** How {@linkcode archiveEntries} looks through a folder. */
export interface ArchiveWalk {
  /** The prefix of the names in the archive, ending in `/` or empty. */
  readonly prefix: string;
  /**
   * Called for each entry that may not be read and is left out: an archive that has begun can only
   * be broken off.
   */
  onUnreadable?(name: string): void;
  /** Called for each entry that is left out because no protocol can say its name. */
  onUnnameable?: ((name: string) => void) | undefined;
  /** Called for each entry found, visible or not; an error from it ends the walk. */
  onEntry?(): void;
}

/** The depth of nested folders; deeper is an accident or an attack. */
export const MOST_LEVELS = 256;

/**
 * Everything below a folder that the server may show, in the same order each time.
 *
 * Each real folder comes once: links (and folders mounted twice) can make a handful of folders into
 * more paths than there are atoms. A link to a folder that is in the archive by itself is left out;
 * any other link is followed the first time. The names in the archive are such as every system can
 * unpack, next to each other (`mod/fs/file_name.ts`).
 *
 * @param tree decides which entries may be seen
 * @param names the folder
 * @throws {RefusedFile} for the folder itself; HttpError 403 when folders are too deep
 */
export async function* archiveEntries(
  tree: ServedFolder,
  names: readonly string[],
  walk: ArchiveWalk,
): AsyncGenerator<ArchiveEntry> {
  const root = tree.get(names);
  const seen = new Set<string>();
  // Folders with entries still to come, the innermost last: depth costs no stack.
  const open: Opened[] = [];
  const enter = async (folder: Found, at: readonly string[], name: string) => {
    if (open.length > MOST_LEVELS) {
      throw new HttpError(403, msg`Folders are nested more than ${MOST_LEVELS} deep`);
    }
    seen.add(folder.identity ?? folder.path);
    const entries = await readable(tree, at, (entry) => {
      walk.onEntry?.();
      if (refusalOf(entry) !== undefined) walk.onUnnameable?.(name + entry);
    });
    if (entries === undefined) walk.onUnreadable?.(name);
    else {
      entries.sort(byName);
      const archived = distinctNames(entries.map((entry) => entry.name));
      open.push({ folder, names: at, name, entries, archived, next: 0 });
    }
    return entries !== undefined;
  };
  if (await enter(root, names, walk.prefix) && walk.prefix !== "") yield folderEntry(walk.prefix, root);
  for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
    const entry = at.entries[at.next];
    if (entry === undefined) {
      open.pop();
      continue;
    }
    const name = at.name + at.archived[at.next++]!;
    if (entry.kind === "folder") {
      if (seen.has(entry.identity ?? entry.path) || isLinkInto(root, at, entry)) continue;
      if (await enter(entry, [...at.names, entry.name], `${name}/`)) yield folderEntry(`${name}/`, entry);
    } else if (entry.open || mayRead(entry.path)) {
      const { path, size, modified, executable } = entry;
      yield { name, path, size, modified, executable };
    } else walk.onUnreadable?.(name);
  }
}

/** A folder that is being walked through. */
interface Opened {
  readonly folder: Found;
  readonly names: readonly string[];
  /** Its name in the archive, with `/`. */
  readonly name: string;
  readonly entries: readonly Entry[];
  /** The names of the entries in the archive: such as can be unpacked on every system. */
  readonly archived: readonly string[];
  next: number;
}

function folderEntry(name: string, { modified }: Found): ArchiveEntry {
  return { name, path: undefined, size: 0, modified };
}

/** Whether it is a link to a folder that is in the archive by itself. */
function isLinkInto(root: Found, { folder }: Opened, entry: Entry): boolean {
  if (entry.path === below(folder.path) + entry.name) return false;
  return entry.path === root.path || entry.path.startsWith(below(root.path));
}

function below(path: string): string {
  return path.endsWith(SEPARATOR) ? path : path + SEPARATOR;
}

function byName(a: Entry, b: Entry): number {
  return a.name < b.name ? -1 : 1;
}

/** @returns undefined when it may not be read; empty when it has just gone */
async function readable(
  tree: ServedFolder,
  names: readonly string[],
  onEntry: (name: string) => void,
): Promise<Entry[] | undefined> {
  try {
    return await tree.list(names, onEntry);
  } catch (error) {
    if (error instanceof RefusedFile) return error.code === "not_found" ? [] : undefined;
    if (isSkippable(error)) return undefined;
    throw error;
  }
}

function mayRead(path: string): boolean {
  try {
    Deno.openSync(path).close();
    return true;
  } catch (error) {
    if (isSkippable(error)) return false;
    throw error;
  }
}
