import { systemFailure } from "../../../net/errors/system_error.ts";
import { join } from "@std/path";
import { UNFINISHED } from "../../../fs/served_name.ts";

/** A resumable upload that is not complete. */
export interface Leftover {
  /** The part of its names that tells it from others. */
  readonly id: string;
  /** Where it lies. */
  readonly folder: string;
  /** Bytes so far. */
  readonly size: number;
}

/** What nobody has touched for so long is nobody's, milliseconds. */
const FORGOTTEN = 24 * 60 * 60 * 1000;
/** A file that was just made may not have been locked yet, milliseconds. */
const NEW = 60_000;
/** More of a folder is not looked through. */
const MOST_ENTRIES = 100_000;
/** Ours and nobody else's: an upload of one request has a UUID in its name, a resumable one 32 digits. */
const ONE_REQUEST = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/;
const RESUMABLE = /^([0-9a-f]{32})\.(part|json)$/;

/**
 * Removes what servers that were killed have left below a folder: of an upload that came in one request at once, of a resumable one
 * when nobody has touched it for a day. A server that is at work on a file holds a lock on it, so another one of the same
 * folder loses nothing.
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
        if (isDirectory && (hidden || !name.startsWith("."))) folders.push(path);
        if (!isFile || !name.startsWith(UNFINISHED)) continue;
        const leftover = await sweepOne(folder, name, now);
        if (leftover !== undefined) left.push(leftover);
      }
    } catch (error) {
      // A folder that may not be read, or has just gone, holds nothing of ours.
      const failure = systemFailure(error);
      if (failure !== "not_permitted" && failure !== "not_found") throw error;
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
    // Gone meanwhile, or not ours to remove.
  }
  return undefined;
}

async function isNobodys(path: string): Promise<boolean> {
  using file = await Deno.open(path, { write: true });
  return await lockUpload(file);
}

/** Marks a file as one that somebody is at work on, until it is closed. @returns false when somebody else is */
export async function lockUpload(file: Deno.FsFile): Promise<boolean> {
  try {
    return await file.tryLock(true);
  } catch {
    return false; // a file system without locks: whoever sweeps leaves everything alone
  }
}
