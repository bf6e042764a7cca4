import type { FileTree } from "../files/file_tree.ts";

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
 */
export async function* archiveEntries(
  tree: FileTree,
  names: readonly string[],
  prefix: string,
  trail: readonly string[] = [],
): AsyncGenerator<ArchiveEntry> {
  const folder = tree.get(names);
  // A link to a folder above would make the archive endless.
  if (trail.includes(folder.path)) return;
  if (prefix !== "") yield { name: prefix, path: undefined, size: 0, modified: folder.modified };
  const entries = await tree.list(names);
  for (const { name, kind, path, size, modified } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    if (kind === "file") yield { name: prefix + name, path, size, modified };
    else yield* archiveEntries(tree, [...names, name], `${prefix}${name}/`, [...trail, folder.path]);
  }
}
