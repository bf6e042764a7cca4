/*
What of the disk can be seen from outside: the served folder and nothing else.

A name is followed to where it really leads (every link resolved) and only then compared with the root; what lies outside
does not exist. Links that stay inside are fine. Only regular files and folders exist: opening a pipe would wait for
ever, and a device has no end. Dot files do not exist unless asked for, `.git` and `.env` being what people serve by
accident; our own unfinished uploads never do.

Looking one thing up is done synchronously, as nginx does: the kernel has the answer in its cache within microseconds, and the way
through the thread pool takes longer than that. A folder, where there may be thousands to look up, is read asynchronously.
*/

import { join, SEPARATOR } from "@std/path";
import { errorCode } from "../../net/errors/system_error.ts";
import { HttpError } from "../wire/http_error.ts";

/** Something below the served folder. */
export interface Found {
  /** Where it really is, all links resolved. */
  readonly path: string;
  readonly kind: "file" | "folder";
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, 0 when the system does not say. */
  readonly modified: number;
  /** Everybody may read it, so we may; otherwise only trying tells. */
  readonly open: boolean;
  /** What tells a folder from others, under whatever path it is seen; absent where the system has nothing of the kind. */
  readonly identity?: string;
}

/** One line of a listing. */
export interface Entry extends Found {
  readonly name: string;
}

/** Unfinished uploads are kept beside where they will be, under names that begin so. */
export const UNFINISHED = ".netlab-";

/** A folder of the disk, seen through the rules above. */
export class FileTree {
  /** What every path below the root begins with. */
  readonly #inside: string;

  private constructor(readonly root: string, readonly hidden: boolean) {
    this.#inside = root.endsWith(SEPARATOR) ? root : root + SEPARATOR;
  }

  /**
   * @param directory the folder to serve
   * @param options `hidden`: dot files exist
   * @throws when there is no such folder
   */
  static async open(directory: string, options: { hidden: boolean }): Promise<FileTree> {
    const root = await Deno.realPath(directory);
    if (!(await Deno.stat(root)).isDirectory) {
      throw new TypeError(`Cannot serve ${directory}: it is not a folder`);
    }
    return new FileTree(root, options.hidden);
  }

  /**
   * Looks something up.
   *
   * @param names plain names, as `decodePath` gives them
   * @returns what is there, or undefined: nothing, or nothing that may be seen
   */
  find(names: readonly string[]): Found | undefined {
    if (names.some((name) => this.isHidden(name))) return undefined;
    try {
      const path = names.length === 0 ? this.root : Deno.realPathSync(this.#inside + names.join(SEPARATOR));
      return this.#shows(path) ? found(path, Deno.statSync(path)) : undefined;
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw error;
    }
  }

  /** The same, for those who cannot do without. @throws HttpError 404 */
  get(names: readonly string[]): Found {
    const there = this.find(names);
    if (there === undefined) throw new HttpError(404, "There is nothing here");
    return there;
  }

  /**
   * What is in a folder, in no order, without what may not be seen.
   *
   * @param onEntry told of each entry that is come across, seen or not; what it throws ends the search
   * @throws HttpError 404 when it is no folder, 403 when it may not be read
   */
  async list(names: readonly string[], onEntry: () => void = () => {}): Promise<Entry[]> {
    const folder = this.get(names);
    if (folder.kind !== "folder") throw new HttpError(404, "There is nothing here");
    try {
      return await this.#entries(folder, names, onEntry);
    } catch (error) {
      if (error instanceof Deno.errors.PermissionDenied) {
        throw new HttpError(403, "This folder may not be read");
      }
      throw isAbsence(error) ? new HttpError(404, "There is nothing here") : error;
    }
  }

  async #entries(folder: Found, names: readonly string[], onEntry: () => void): Promise<Entry[]> {
    const entries: Entry[] = [];
    let batch: Promise<Entry | undefined>[] = [];
    for await (const each of Deno.readDir(folder.path)) {
      onEntry();
      if (this.isHidden(each.name)) continue;
      batch.push(this.#entry(folder.path, names, each));
      if (batch.length < AT_ONCE) continue;
      entries.push(...(await Promise.all(batch)).filter((entry) => entry !== undefined));
      batch = [];
    }
    entries.push(...(await Promise.all(batch)).filter((entry) => entry !== undefined));
    return entries;
  }

  async #entry(folder: string, names: readonly string[], each: Deno.DirEntry): Promise<Entry | undefined> {
    // Only a link can lead elsewhere, so only a link is worth the price of resolving it.
    const there = each.isSymlink
      ? await this.find([...names, each.name])
      : await statted(join(folder, each.name));
    return there && { ...there, name: each.name };
  }

  /** Whether a name may not be seen. */
  isHidden(name: string): boolean {
    return name.startsWith(UNFINISHED) || (name.startsWith(".") && !this.hidden);
  }

  /** Below the root, and not by way of something hidden: a visible link to a hidden file is still a way to it. */
  #shows(path: string): boolean {
    if (path === this.root) return true;
    return path.startsWith(this.#inside) &&
      !path.slice(this.#inside.length).split(SEPARATOR).some((name) => this.isHidden(name));
  }
}

/** How many files of a listing are looked at in parallel. */
const AT_ONCE = 64;

async function statted(path: string): Promise<Found | undefined> {
  try {
    return found(path, await Deno.stat(path));
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

function found(path: string, info: Deno.FileInfo): Found | undefined {
  if (!info.isFile && !info.isDirectory) return undefined;
  const kind = info.isFile ? "file" : "folder";
  const size = info.isFile ? info.size : 0;
  const open = ((info.mode ?? 0) & 0o444) === 0o444;
  // Some file systems know times that no calendar here does.
  const modified = info.mtime?.getTime() || 0;
  if (info.isFile || info.ino === null) return { path, kind, size, modified, open };
  return { path, kind, size, modified, open, identity: `${info.dev}:${info.ino}` };
}

/** No such thing, not a folder on the way, too many links, a name too long, or not ours to read: all the same from outside. */
function isAbsence(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.FilesystemLoop ||
    ["ENOTDIR", "ENAMETOOLONG", "ELOOP"].includes(errorCode(error) ?? "");
}
