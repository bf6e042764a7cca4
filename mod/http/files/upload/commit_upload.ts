import { systemFailure } from "../../../net/errors/system_error.ts";
import { join } from "@std/path";
import { HttpError } from "../../wire/http_error.ts";
import { uploadError } from "./upload_error.ts";
import { numberedName } from "./upload_name.ts";
import type { NamePolicy } from "./upload_options.ts";

const MOST_COPIES = 9999;

/** Where a file was put. */
export interface CommittedUpload {
  /** The name it got. */
  readonly name: string;
  /** Nothing had that name before. */
  readonly created: boolean;
  /** Bytes of what had it. */
  readonly replaced: number;
}

/**
 * Gives a complete file its name, in one step: nobody ever sees half of it, and two who send the same name at the same
 * moment cannot lose each other's file.
 *
 * @param unfinished where it is now, in the same folder
 * @param folder where it will be
 * @param name what it should be called
 * @throws HttpError 409 when the name is taken and the policy is `error`; the unfinished file is still there then
 */
export async function commitUpload(
  unfinished: string,
  folder: string,
  name: string,
  policy: NamePolicy,
): Promise<CommittedUpload> {
  if (policy === "overwrite") return await replace(unfinished, folder, name);
  for (let copy = 0; copy <= MOST_COPIES; copy++) {
    const tried = copy === 0 ? name : numberedName(name, copy);
    if (await takeName(unfinished, join(folder, tried))) return { name: tried, created: true, replaced: 0 };
    if (policy === "error") break;
  }
  throw nameTaken();
}

/** The answer for a name that is taken. */
export function nameTaken(): HttpError {
  return new HttpError(409, "There is a file of this name already");
}

async function replace(
  unfinished: string,
  folder: string,
  name: string,
): Promise<CommittedUpload> {
  const path = join(folder, name);
  const before = await Deno.lstat(path).catch(() => undefined);
  if (before?.isDirectory) throw new HttpError(409, "There is a folder of this name");
  try {
    await Deno.rename(unfinished, path);
  } catch (error) {
    throw uploadError(error);
  }
  return { name, created: before === undefined, replaced: before?.size ?? 0 };
}

/** A hard link never replaces anything, a rename always does. @returns false when the name is taken */
async function takeName(unfinished: string, path: string): Promise<boolean> {
  try {
    await Deno.link(unfinished, path);
  } catch (error) {
    if (systemFailure(error) === "exists") return await hadItAlready(unfinished, path);
    // Nothing is there to get the name: an empty file must not get it instead
    if (systemFailure(error) === "not_found") throw new HttpError(404, "There is no such upload");
    return await takeNameWithoutLinks(unfinished, path);
  }
  await Deno.remove(unfinished).catch(() => {/* it has its name, and that is what counts */});
  return true;
}

/** A server that was killed between the link and the removal left the same file under both names. */
async function hadItAlready(unfinished: string, path: string): Promise<boolean> {
  const [ours, theirs] = await Promise.all(
    [unfinished, path].map((each) => Deno.lstat(each).catch(() => undefined)),
  );
  return ours?.ino !== undefined && ours.ino !== null && ours.ino === theirs?.ino && ours.dev === theirs.dev;
}

/** File systems without hard links: the name is taken with an empty file, which is then replaced by the full one. */
async function takeNameWithoutLinks(unfinished: string, path: string): Promise<boolean> {
  try {
    (await Deno.open(path, { write: true, createNew: true })).close();
  } catch (error) {
    if (systemFailure(error) === "exists") return false;
    throw uploadError(error);
  }
  try {
    await Deno.rename(unfinished, path);
    return true;
  } catch (error) {
    await Deno.remove(path).catch(() => {/* the folder may be gone with it */});
    throw uploadError(error);
  }
}
