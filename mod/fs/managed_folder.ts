/*
# Changes to the served folder

Folders are made, and things are renamed, moved and deleted, as somebody says who is not at this machine.
Every name goes through the guard of the served folder first: what cannot be seen cannot be changed, and
nothing is replaced that cannot be seen. The folder of a name is followed to where it really is; the name
itself is not followed: whoever deletes a link has deleted a link, and one that is moved to another folder
leads from there to where it led before.

All of it is done with rename(2), which does the whole or nothing, so what is on another disk is refused.
Nothing is lost: what is deleted, or replaced by something that is moved there, goes to a folder that is
never served, `.netlab-trash`, each time to one of its own and there to the path that it had:

    .netlab-trash/20261130T052423-1a2b3c4d-2/reports/may.txt

The last number tells how many names lead from there to what was deleted, so that it can be brought back
as a whole.
*/

import { dirname, join, SEPARATOR } from "@std/path";
import { systemFailure } from "../net/errors/system_error.ts";
import { foldedName, isHiddenName, isUnfinishedName, portableName, UNFINISHED } from "./file_name.ts";
import { takeName } from "./give_name.ts";
import { nameThere } from "./name_there.ts";
import { lstatSync } from "./rename_over.ts";
import { moveLink } from "./move_link.ts";
import type { ServedFolder } from "./served_folder.ts";

/** Why something is not changed. The protocol decides how to say it on the wire. */
export type ChangeRefusal =
  /** Nothing is there, or nothing that may be seen. */
  | "not_found"
  /** The folder that it is to be in is not there. */
  | "no_folder"
  /** The name is taken. */
  | "exists"
  /** It is, or would be, in itself. */
  | "into_itself"
  /** It is the served folder itself. */
  | "root"
  /** Nothing may have this name here. */
  | "hidden_name"
  /** Some system could not have this name. */
  | "odd_name"
  /** It is on another disk. */
  | "other_disk"
  /** The trash is not a folder of ours. */
  | "no_trash";

/** A change that is refused, for a reason that tells nothing about the rest of the disk. */
export class RefusedChange extends Error {
  override readonly name = "RefusedChange";

  /** @param code why. */
  constructor(readonly code: ChangeRefusal) {
    super(code);
  }
}

/** The folder in which deleted things are kept; like every name that begins so, it is never served. */
export const TRASH = `${UNFINISHED}trash`;

/** A place for an entry, in a real folder of the disk. */
interface Place {
  readonly folder: string;
  readonly path: string;
  /** What has the name; a link is not followed. */
  readonly info: Deno.FileInfo | undefined;
}

/** What {@linkcode ManagedFolder.move} has done. */
export interface Moved {
  /** Where in the trash what was replaced is; undefined: nothing was. */
  readonly replaced: string | undefined;
}

/** Makes, moves and deletes what is in a served folder. */
export class ManagedFolder {
  #last: Promise<unknown> = Promise.resolve();
  readonly #followers: ((from: string, to: string) => void)[] = [];

  /** @param tree the folder, and what of it may be seen */
  constructor(readonly tree: ServedFolder) {}

  /**
   * Follows what is moved, also into the trash and back.
   *
   * @param moved told the real paths, before and after
   */
  follow(moved: (from: string, to: string) => void): void {
    this.#followers.push(moved);
  }

  /**
   * Makes a folder.
   *
   * @param names its path, from the served folder down.
   * @throws {RefusedChange}
   */
  async makeFolder(names: readonly string[]): Promise<void> {
    await this.#inTurn(async () => {
      const { path, info } = this.newPlace(names);
      if (info !== undefined) throw new RefusedChange("exists");
      await Deno.mkdir(path).catch((error) => {
        throw changeError(error);
      });
    });
  }

  /**
   * Moves or renames a file or a folder.
   *
   * @param overwrite whether what is there may be replaced: it goes to the trash.
   * @throws {RefusedChange}
   */
  async move(from: readonly string[], to: readonly string[], overwrite: boolean): Promise<Moved> {
    return await this.#inTurn(async () => {
      const source = this.#present(from);
      const target = this.newPlace(to);
      if (isWithin(source.path, target.path) || isWithin(target.path, source.path)) {
        throw new RefusedChange("into_itself");
      }
      if (target.info === undefined || isSame(source, target)) {
        await this.#take(source, target);
        return { replaced: undefined };
      }
      if (!overwrite) throw new RefusedChange("exists");
      const replaced = await this.#trash(to);
      try {
        await this.#take(source, target);
      } catch (error) {
        await this.#restore(replaced).catch(() => {/* it is in the trash, which is better than nowhere */});
        throw error;
      }
      return { replaced };
    });
  }

  /**
   * Puts a file or a folder into the trash.
   *
   * @returns where it is there, for {@linkcode restore}.
   * @throws {RefusedChange}
   */
  async trash(names: readonly string[]): Promise<string> {
    return await this.#inTurn(() => this.#trash(names));
  }

  /**
   * Brings back what was deleted, to where it was.
   *
   * @param id what {@linkcode trash} has returned.
   * @returns where it is now, from the served folder down.
   * @throws {RefusedChange}
   */
  async restore(id: string): Promise<readonly string[]> {
    return await this.#inTurn(() => this.#restore(id));
  }

  /** Where it was, without bringing it back. @throws {RefusedChange} */
  async whereItWas(id: string): Promise<readonly string[]> {
    const depth = /^\d{8}T\d{6}-[0-9a-f]{8}-([1-9]\d{0,3})$/.exec(id)?.[1];
    if (depth === undefined) throw new RefusedChange("not_found");
    const names: string[] = [];
    let folder = join(this.#trashFolder(), id);
    for (let level = 0; level < Number(depth); level++) {
      const name = await onlyName(folder);
      if (name === undefined) throw new RefusedChange("not_found");
      names.push(name);
      folder = join(folder, name);
    }
    return names;
  }

  /**
   * A place that something new may take.
   *
   * @throws {RefusedChange} for a name that it may not have, or without a folder to be in
   */
  newPlace(names: readonly string[]): Place {
    const name = names.at(-1);
    if (name === undefined) throw new RefusedChange("root");
    const hidden = this.tree.hidden ? isUnfinishedName(name) : isHiddenName(name);
    if (hidden) throw new RefusedChange("hidden_name");
    if (portableName(name) !== name) throw new RefusedChange("odd_name");
    const place = this.#place(names);
    if (place === undefined) throw new RefusedChange("no_folder");
    // What is there and cannot be seen, such as a link that leads out, has the name all the same
    if (place.info !== undefined && this.tree.find(names) === undefined) throw new RefusedChange("exists");
    return place;
  }

  async #trash(names: readonly string[]): Promise<string> {
    const source = this.#present(names);
    const stamp = new Date().toISOString().replace(/[-:]|\..*/g, "");
    const id = `${stamp}-${crypto.randomUUID().slice(0, 8)}-${names.length}`;
    const trash = this.#trashFolder();
    const target = join(trash, id, ...names);
    await Deno.mkdir(dirname(target), { recursive: true, mode: 0o700 });
    try {
      await rename(source.path, target);
    } catch (error) {
      await Deno.remove(join(trash, id), { recursive: true }).catch(
        () => {/* empty folders, nothing else */},
      );
      throw error;
    }
    this.#moved(source.path, target);
    return id;
  }

  async #restore(id: string): Promise<readonly string[]> {
    const names = await this.whereItWas(id);
    const from = join(this.#trashFolder(), id, ...names);
    const target = this.newPlace(names);
    if (target.info !== undefined) throw new RefusedChange("exists");
    await takePlace({ path: from, info: await Deno.lstat(from) }, target);
    this.#moved(from, target.path);
    await Deno.remove(join(this.#trashFolder(), id), { recursive: true });
    return names;
  }

  async #take(source: Place & { readonly info: Deno.FileInfo }, target: Place): Promise<void> {
    if (!source.info.isSymlink || !await moveLink(source, target)) await takePlace(source, target);
    this.#moved(source.path, target.path);
  }

  #moved(from: string, to: string): void {
    for (const moved of this.#followers) moved(from, to);
  }

  /** A link of this name could lead out: then there is no trash. */
  #trashFolder(): string {
    const path = join(this.tree.path, TRASH);
    const info = lstatSync(path);
    if (info !== undefined && !info.isDirectory) throw new RefusedChange("no_trash");
    return path;
  }

  #present(names: readonly string[]): Place & { readonly info: Deno.FileInfo } {
    if (names.length === 0) throw new RefusedChange("root");
    const place = this.tree.find(names) && this.#place(names);
    if (place?.info === undefined) throw new RefusedChange("not_found");
    return { ...place, info: place.info };
  }

  #place(names: readonly string[]): Place | undefined {
    const folder = this.tree.find(names.slice(0, -1));
    if (folder?.kind !== "folder") return undefined;
    const name = names.at(-1)!;
    const path = join(folder.path, nameThere(folder.path, name) ?? name);
    return { folder: folder.path, path, info: lstatSync(path) };
  }

  /** One change after the other: between a look and what follows from it, nobody else changes anything. */
  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#last.then(change);
    this.#last = done.catch(() => {/* its caller is told */});
    return done;
  }
}

/** Whether a real path leads to another one, or into it. */
function isWithin(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(outer + SEPARATOR);
}

/**
 * On a disk that ignores case, `a` has the name `A` already: it is itself. Then its folder lists only one of
 * them; that they have one inode, not every disk says.
 */
function isSame(a: Place, b: Place): boolean {
  if (a.folder !== b.folder || foldedName(lastName(a)) !== foldedName(lastName(b))) return false;
  for (const { name } of Deno.readDirSync(a.folder)) if (name === lastName(b)) return false;
  return true;
}

function lastName({ path }: Place): string {
  return path.slice(path.lastIndexOf(SEPARATOR) + 1);
}

/** A rename would replace what has got the name a moment ago; a hard link never does. */
async function takePlace(
  source: { readonly path: string; readonly info: Deno.FileInfo },
  target: Place,
): Promise<void> {
  if (!source.info.isFile || target.info !== undefined) return await rename(source.path, target.path);
  try {
    if (await takeName(source.path, target.path)) return;
  } catch (error) {
    throw changeError(error);
  }
  throw new RefusedChange("exists");
}

async function rename(from: string, to: string): Promise<void> {
  try {
    await Deno.rename(from, to);
  } catch (error) {
    throw changeError(error);
  }
}

function changeError(error: unknown): unknown {
  const failure = systemFailure(error);
  return failure === "other_disk"
    ? new RefusedChange("other_disk")
    : failure === "exists"
    ? new RefusedChange("exists")
    : error;
}

/** The name of the one entry of a folder; undefined when there is none, or more. */
async function onlyName(folder: string): Promise<string | undefined> {
  let only: string | undefined;
  try {
    for await (const { name } of Deno.readDir(folder)) {
      if (only !== undefined) return undefined;
      only = name;
    }
  } catch (error) {
    const failure = systemFailure(error);
    if (failure !== "not_found" && failure !== "not_folder") throw error;
  }
  return only;
}
