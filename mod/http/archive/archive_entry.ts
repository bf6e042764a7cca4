import type { Entry, FileTree } from "../files/file_tree.ts";
import { HttpError } from "../wire/http_error.ts";

/** Something to be put in an archive; nothing of its content is in memory. */
export interface ArchiveEntry {
  /** Path inside the archive, with `/`, a folder's ends in `/`. */
  readonly name: string;
  /** Where it is on the disk; undefined for a folder. */
  readonly path: string | undefined;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/**
 * Everything below a folder, in an order that is the same each time, as the server may show it.
 *
 * @param tree decides what may be seen
 * @param names the folder
 * @param prefix what the names in the archive begin with, ending in `/` or empty
 * @param onUnreadable told of what may not be read and is left out: an archive that has begun can only be broken off
 */
export async function* archiveEntries(
  tree: FileTree,
  names: readonly string[],
  prefix: string,
  onUnreadable: (name: string) => void = () => {},
  trail: readonly string[] = [],
): AsyncGenerator<ArchiveEntry> {
  const folder = tree.get(names);
  // A link to a folder above would make the archive endless.
  if (trail.includes(folder.path)) return;
  const entries = await readable(tree, names);
  if (entries === undefined) return onUnreadable(prefix);
  if (prefix !== "") yield { name: prefix, path: undefined, size: 0, modified: folder.modified };
  for (const entry of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const name = prefix + entry.name;
    if (entry.kind === "folder") {
      yield* archiveEntries(tree, [...names, entry.name], `${name}/`, onUnreadable, [...trail, folder.path]);
    } else if (entry.open || mayRead(entry.path)) {
      yield { name, path: entry.path, size: entry.size, modified: entry.modified };
    } else onUnreadable(name);
  }
}

async function readable(tree: FileTree, names: readonly string[]): Promise<Entry[] | undefined> {
  try {
    return await tree.list(names);
  } catch (error) {
    if (error instanceof HttpError && error.status === 403) return undefined;
    throw error;
  }
}

function mayRead(path: string): boolean {
  try {
    Deno.openSync(path).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied) return false;
    throw error;
  }
}
