import { join } from "@std/path";
import { systemFailure } from "../net/errors/system_error.ts";
import { AdaptiveFileIo } from "./adaptive_file_io.ts";
import { numberedName } from "./file_name.ts";
import { nameThere } from "./name_there.ts";
import { renameOver } from "./rename_over.ts";

/*
The one place where a finished file gets its name. Until then it has a temporary one in the same
folder, so that nobody ever finds half of it, however the program, the disk or the network fails.
*/

/**
 * What happens when the name is taken: it is an error, the file gets the next free name
 * (`report (2).pdf`), or it replaces what is there.
 */
export type NamePolicy = "error" | "rename" | "overwrite";

/** The name that a file was given. */
export interface GivenName {
  readonly name: string;
  /** Nothing had this name before. */
  readonly created: boolean;
  /** Bytes of the file that had it before. */
  readonly replaced: number;
}

/**
 * Gives a complete file its name, in one step: two senders who choose the same name at the same
 * moment cannot overwrite each other's file unless they are allowed to. A file that has the name in
 * its other Unicode form has it: people would see two files of one name.
 *
 * @param from where the file is now, in the same folder.
 * @param folder where it will be.
 * @param name the name it should get.
 * @throws the system's own errors: `AlreadyExists` when the name is taken, `IsADirectory` when a folder should
 *   be replaced, `NotFound` when there is no file to name. The file then stays where it was.
 */
export async function giveName(
  from: string,
  folder: string,
  name: string,
  policy: NamePolicy,
): Promise<GivenName> {
  if (policy === "overwrite") {
    const own = nameThere(folder, name) ?? name;
    const before = await renameOver(from, join(folder, own));
    return { name: own, created: before === undefined, replaced: before?.isFile ? before.size : 0 };
  }
  for (let copy = 0; copy <= (policy === "rename" ? MOST_COPIES : 0); copy++) {
    const tried = copy === 0 ? name : numberedName(name, copy);
    const isFree = [undefined, tried].includes(nameThere(folder, tried));
    if (isFree && await takeName(from, join(folder, tried))) {
      return { name: tried, created: true, replaced: 0 };
    }
  }
  throw new Deno.errors.AlreadyExists("File exists");
}

/**
 * Gives a file another name on the same disk, and never replaces anything: a hard link does not, a rename
 * always does.
 *
 * @returns false when the name is taken.
 * @throws the system's own errors; the file then has its old name.
 */
export async function takeName(from: string, to: string): Promise<boolean> {
  try {
    await disk.run(() => Deno.linkSync(from, to), () => Deno.link(from, to));
  } catch (error) {
    const failure = systemFailure(error);
    if (failure === "exists") return await hadItAlready(from, to);
    // There is no file to name, and an empty file must not get the name instead
    if (failure === "not_found") throw error;
    return await takeNameWithoutLinks(from, to);
  }
  try {
    await disk.run(() => Deno.removeSync(from), () => Deno.remove(from));
  } catch {
    // It has its name, and that is what counts.
  }
  return true;
}

/**
 * A program that was killed between linking and removing has left the same file under both names.
 */
async function hadItAlready(from: string, to: string): Promise<boolean> {
  const [ours, theirs] = await Promise.all([from, to].map((each) => Deno.lstat(each).catch(() => undefined)));
  return ours?.ino !== undefined && ours.ino !== null && ours.ino === theirs?.ino && ours.dev === theirs.dev;
}

/**
 * File systems without hard links: the name is taken with an empty file, which is then replaced by the full
 * one.
 */
async function takeNameWithoutLinks(from: string, to: string): Promise<boolean> {
  try {
    (await Deno.open(to, { write: true, createNew: true })).close();
  } catch (error) {
    if (systemFailure(error) === "exists") return false;
    throw error;
  }
  try {
    await Deno.rename(from, to);
    return true;
  } catch (error) {
    await Deno.remove(to).catch(() => {/* the folder may be gone with it */});
    throw error;
  }
}

const MOST_COPIES = 9999;
/** Names are given in this thread as long as that takes no time. */
const disk = new AdaptiveFileIo();
