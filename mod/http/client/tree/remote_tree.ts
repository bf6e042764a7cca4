import { msg } from "../../../i18n/message.ts";
import type { Fetch } from "../http_client.ts";
import { HttpFailure } from "../http_failure.ts";
import { withRetries } from "../with_retries.ts";
import type { RetryOptions } from "../with_retries.ts";
import { localNames } from "./local_names.ts";
import { type RemoteEntry, remoteListing } from "./remote_listing.ts";

/** Something in a tree, with the names under which it is saved, from the tree's root down. */
export interface TreeEntry extends RemoteEntry {
  readonly path: readonly string[];
}

/** How {@linkcode remoteTree} walks. */
export interface TreeWalk {
  readonly fetch: Fetch;
  /** How many folders deep; 1 is the files of the folder itself. */
  readonly levels: number;
  /** The most files and folders. */
  readonly mostEntries: number;
  readonly signal: AbortSignal;
  /** Tries a listing again as this says. */
  retrying(url: string): RetryOptions;
  /** Called for a folder that cannot be read; the others are walked through all the same. */
  onFailure(url: string, error: unknown): void;
  /** Called for a name of which nothing can be saved. */
  onLeftOut(url: string): void;
  /** Called for a folder that is too deep. */
  onTooDeep(url: string): void;
}

/**
 * Everything below a folder of a server, each folder before what is in it. It never leads out of the folder:
 * a page's links count that lead to what is directly below it, on the same server.
 *
 * @returns undefined: the address is that of a file
 * @throws HttpFailure when the folder itself cannot be listed; from the walk, when there is too much in it
 */
export async function remoteTree(
  url: string,
  walk: TreeWalk,
): Promise<AsyncGenerator<TreeEntry> | undefined> {
  // Where the typed address leads may be another place; nothing after it may.
  const root = await list(await settled(url, walk), walk);
  return root === undefined ? undefined : walkThrough(root.url, root.entries, walk);
}

/** The address after the redirects of the first request: from http to https, or to the folder's slash. */
async function settled(url: string, { fetch, signal, retrying }: TreeWalk): Promise<string> {
  const head = () => fetch(url, { method: "HEAD", signal });
  using response = await withRetries(head, () => 0, retrying(url));
  return response.url;
}

function list(url: string, { fetch, signal, retrying }: TreeWalk): ReturnType<typeof remoteListing> {
  return withRetries(() => remoteListing(url, fetch, signal), () => 0, retrying(url));
}

async function* walkThrough(
  root: string,
  entries: readonly RemoteEntry[],
  walk: TreeWalk,
): AsyncGenerator<TreeEntry> {
  const folders: { url: string; path: readonly string[]; entries?: readonly RemoteEntry[] }[] = [
    { url: root, path: [], entries },
  ];
  const seen = new Set<string>([root]);
  let count = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const there = folder.entries ?? await below(root, folder.url, walk);
    if (there === undefined) continue;
    const names = localNames(there.map(({ name }) => name));
    for (const [at, entry] of there.entries()) {
      const name = names[at];
      const tooDeep = entry.kind === "folder" && folder.path.length + 1 >= walk.levels;
      if (name === undefined || tooDeep) {
        if (tooDeep) walk.onTooDeep(entry.url);
        else walk.onLeftOut(entry.url);
        continue;
      }
      if (++count > walk.mostEntries) {
        throw new HttpFailure(msg`there are more than ${walk.mostEntries} files (--max-files)`, {
          again: false,
        });
      }
      const found = { ...entry, path: [...folder.path, name] };
      yield found;
      if (entry.kind === "folder" && !seen.has(entry.url)) {
        seen.add(entry.url);
        folders.push({ url: entry.url, path: found.path });
      }
    }
  }
}

/** The entries of a folder in the tree. @returns undefined when it cannot be read, which has been told */
async function below(root: string, url: string, walk: TreeWalk): Promise<readonly RemoteEntry[] | undefined> {
  try {
    const listing = await list(url, walk);
    if (listing === undefined) throw new HttpFailure(msg`there is no listing of files`, { again: false });
    if (!listing.url.startsWith(root)) {
      throw new HttpFailure(msg`it leads out of the folder, to ${listing.url}`, { again: false });
    }
    return listing.entries;
  } catch (error) {
    walk.signal.throwIfAborted();
    walk.onFailure(url, error);
    return undefined;
  }
}
