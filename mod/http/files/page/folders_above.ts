import type { ServedFolder } from "../../../fs/served_folder.ts";
import { escapeHtml } from "../../page/escape_html.ts";
import { type DecodedPath, encodePath } from "../decode_path.ts";

/** The folders in which somebody is, and those of them that he may see. */
export interface Whereabouts {
  readonly path: Pick<DecodedPath, "names" | "toRoot">;
  /** The folders that may be seen. */
  readonly tree: Pick<ServedFolder, "find">;
  /** The name of the root. */
  readonly title: string;
}

/** Between two folders on a page. */
export const SEPARATOR = '<span class="sep" aria-hidden="true">/</span>';

/** The names of the folders above, each if it is there for the reader. */
export function foldersAbove({ path: { names }, tree }: Whereabouts): (readonly string[])[] {
  return Array.from(names, (_, depth) => names.slice(0, depth)).filter((above) => isThere(tree, above));
}

/** A link to a folder on the way to a place. @param above its names; none: the root */
export function linkTo(above: readonly string[], { path: { toRoot }, title }: Whereabouts): string {
  const address = above.length === 0 ? toRoot : toRoot + encodePath(above, true).slice(1);
  return `<a href="${address}">${escapeHtml(above.at(-1) ?? title)}</a>`;
}

function isThere(tree: Whereabouts["tree"], names: readonly string[]): boolean {
  try {
    return tree.find(names)?.kind === "folder";
  } catch {
    return false; // what is told is the first error, such as that there are no more descriptors
  }
}
