import { isSkippable } from "../../../net/errors/system_error.ts";
import { join } from "@std/path";
import { isHiddenName, UNFINISHED } from "../../../fs/file_name.ts";

/** An incomplete resumable upload. */
export interface Leftover {
  /** The part of its file names that identifies it. */
  readonly id: string;
  /** Its folder. */
  readonly folder: string;
  /** Bytes so far. */
  readonly size: number;
}

/** After this time untouched, an upload is considered abandoned, milliseconds. */
const FORGOTTEN = 24 * 60 * 60 * 1000;
/** A file younger than this may not have been locked yet, milliseconds. */
const NEW = 60_000;
/** The most entries of a folder to look through. */
const MOST_ENTRIES = 100_000;
/**
 * Names that only we use: an upload of one request has a UUID in its name, a resumable one 32
 * digits.
 */
const ONE_REQUEST = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/;
const RESUMABLE = /^([0-9a-f]{32})\.(part|json)$/;

/**
 * Removes the leftovers of killed servers below a folder: those of an upload in one request
 * immediately, those of a resumable one when nobody has touched it for a day. A server that is
 * working on a file holds a lock on it, so another server of the same folder loses nothing.
 *
 * @param root the folder
 * @param hidden whether to look into folders whose name begins with a dot
 * @returns the resumable uploads that are left
 */
export async function sweepLeftovers(root: string, hidden: boolean, now = Date.now()): Promise<Leftover[]> {
  const left: Leftover[] = [];
  const folders = [root];
  let seen = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    try {
      for await (const { name, isDirectory, isFile } of Deno.readDir(folder)) {
        if (++seen > MOST_ENTRIES) return left;
        const path = join(folder, name);
        if (isDirectory && (hidden || !isHiddenName(name))) folders.push(path);
        if (!isFile || !name.startsWith(UNFINISHED)) continue;
        const leftover = await sweepOne(folder, name, now);
        if (leftover !== undefined) left.push(leftover);
      }
    } catch (error) {
      // A folder that may not be read, or has just gone, holds nothing of ours.
      if (!isSkippable(error)) throw error;
    }
  }
  return left;
}

async function sweepOne(folder: string, fileName: string, now: number): Promise<Leftover | undefined> {
  const name = fileName.slice(UNFINISHED.length);
  const resumable = RESUMABLE.exec(name);
  if (resumable === null && !ONE_REQUEST.test(name)) return undefined;
  const path = join(folder, fileName);
  try {
    const info = await Deno.lstat(path);
    const age = now - (info.mtime?.getTime() ?? now);
    if (age > (resumable === null ? NEW : FORGOTTEN) && await isNobodys(path)) await Deno.remove(path);
    else if (resumable?.[2] === "part") return { id: resumable[1]!, folder, size: info.size };
  } catch {
    // It has gone meanwhile, or is not ours to remove.
  }
  return undefined;
}

async function isNobodys(path: string): Promise<boolean> {
  using file = await Deno.open(path, { write: true });
  return lockUpload(file);
}

/**
 * Marks a file as being worked on, until it is closed. @returns false when somebody else is working
 * on it
 */
export function lockUpload(file: Deno.FsFile): boolean {
  try {
    return file.tryLockSync(true); // it waits for nobody
  } catch {
    return false; // a file system without locks: then sweeping leaves everything alone
  }
}
