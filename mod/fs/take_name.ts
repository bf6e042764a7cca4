import { systemFailure } from "../net/errors/system_error.ts";

/**
 * Gives a complete file its name in one step, unless something has that name already: nobody ever
 * sees half of the file, and two senders who choose the same name at the same moment cannot
 * overwrite each other's file. A hard link never replaces anything, a rename always does.
 *
 * @param from where the file is now, in the same folder.
 * @returns false when the name is taken; the file then stays where it was.
 * @throws the system's own errors; the file then stays where it was, if it existed.
 */
export async function takeName(from: string, to: string): Promise<boolean> {
  try {
    await Deno.link(from, to);
  } catch (error) {
    const failure = systemFailure(error);
    if (failure === "exists") return await hadItAlready(from, to);
    // There is no file to name, and an empty file must not get the name instead
    if (failure === "not_found") throw error;
    return await takeNameWithoutLinks(from, to);
  }
  await Deno.remove(from).catch(() => {/* it has its name, and that is what counts */});
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
