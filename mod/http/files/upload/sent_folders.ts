import { join } from "@std/path";
import { numberedName } from "../../../fs/file_name.ts";
import { nameThere } from "../../../fs/name_there.ts";
import type { ServedFolder } from "../../../fs/served_folder.ts";
import { msg } from "../../../i18n/message.ts";
import { systemFailure } from "../../../net/errors/system_error.ts";
import { HttpError } from "../../wire/http_error.ts";
import { uploadError } from "./upload_error.ts";

/** A folder below the served one: where it is on the disk, and the names that lead there. */
export interface FolderPlace {
  readonly path: string;
  readonly names: readonly string[];
}

/** How many batches of a drop box are remembered, each a name. */
const MOST_BATCHES = 10_000;
/** How many folders of one name there are in a drop box. */
const MOST_COPIES = 9999;

/*
The folders in which files are sent. They are looked for with the same guard as what is asked for: a link that
leads out of the served folder is not followed, and neither is a file in the way replaced. A folder is made
when the first of its files is complete, so one that breaks off leaves none.
*/

/**
 * Follows folders as far as they are there.
 *
 * @returns the last of them, and the names of those that would have to be made
 * @throws HttpError 409 when something else has the name of one
 */
export function followFolders(
  tree: ServedFolder,
  from: FolderPlace,
  folders: readonly string[],
): { there: FolderPlace; missing: readonly string[] } {
  let there = from;
  for (const [at, name] of folders.entries()) {
    const names = [...there.names, name];
    let found = tree.find(names);
    if (found === undefined) {
      if (nameThere(there.path, name) === undefined) return { there, missing: folders.slice(at) };
      // Another upload of the same folder may have made it between the two looks.
      found = tree.find(names);
    }
    if (found?.kind !== "folder") throw inTheWay(name);
    there = { path: found.path, names };
  }
  return { there, missing: [] };
}

/** Makes the folders that are missing. @throws HttpError when that is not possible */
export async function makeFolders(
  tree: ServedFolder,
  from: FolderPlace,
  folders: readonly string[],
): Promise<FolderPlace> {
  // As many as there are; more only if somebody removes them meanwhile.
  for (let tries = 0; tries <= 2 * folders.length; tries++) {
    const { there, missing } = followFolders(tree, from, folders);
    if (missing.length === 0) return there;
    await makeFolder(there.path, missing[0]!);
  }
  throw new HttpError(409, msg`Another program removes the folder`);
}

/** @returns false when the name is taken */
async function makeFolder(path: string, name: string): Promise<boolean> {
  try {
    await Deno.mkdir(join(path, name));
    return true;
  } catch (error) {
    if (systemFailure(error) === "exists") return false;
    throw uploadError(error);
  }
}

function inTheWay(name: string): HttpError {
  return new HttpError(409, msg`${JSON.stringify(name)} is no folder here`);
}

/**
 * The folders of a drop box. What two people call the same is not the same folder, and neither of them learns
 * that there is another: the second one gets a number.
 */
export class BatchFolders {
  /** The names that folders were given, by batch and the sender's own name. */
  readonly #given = new Map<string, Promise<string>>();

  /**
   * The folder in which the files of a batch come.
   *
   * @param batch of one sender
   * @param folders the sender's own names
   */
  async place(tree: ServedFolder, root: FolderPlace, batch: string, folders: readonly string[]): Promise<
    FolderPlace
  > {
    const [own, ...below] = folders;
    if (own === undefined) return root;
    const key = JSON.stringify([batch, own]);
    const known = this.#given.get(key);
    const giving = known ?? newFolder(root.path, own);
    if (known === undefined) this.#remember(key, giving);
    return await makeFolders(tree, root, [await giving, ...below]);
  }

  #remember(key: string, giving: Promise<string>): void {
    this.#given.set(key, giving);
    giving.catch(() => this.#given.delete(key));
    if (this.#given.size > MOST_BATCHES) this.#given.delete(this.#given.keys().next().value!);
  }
}

async function newFolder(path: string, name: string): Promise<string> {
  for (let copy = 0; copy <= MOST_COPIES; copy++) {
    const tried = copy === 0 ? name : numberedName(name, copy);
    if (nameThere(path, tried) === undefined && await makeFolder(path, tried)) return tried;
  }
  throw new HttpError(409, msg`There are too many folders of this name`);
}
