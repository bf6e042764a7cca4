import { systemFailure } from "../net/errors/system_error.ts";

/*
A rename replaces what has the name, in one step: a program that opens the file sees the old one or
the new one, whole. Windows refuses it while another program has the file open. Most of these (a
virus scanner, an indexer) let go after a moment, so it is tried again for about a second there.
*/

/**
 * Gives a complete file a name, whatever has it: that is gone then. A link is replaced itself, not what it
 * leads to. The permissions of a file that is replaced are kept, without set-user-ID and the like.
 *
 * @param from where the file is now, in the same folder.
 * @returns what had the name before.
 * @throws the system's own errors, `IsADirectory` when a folder has the name, `Busy` when another
 *   program holds the file; ours then stays where it was.
 */
export async function renameOver(from: string, to: string): Promise<Deno.FileInfo | undefined> {
  const before = await Deno.lstat(to).catch(() => undefined);
  prepare(from, before);
  for (const pause of PAUSES) {
    try {
      await Deno.rename(from, to);
      return before;
    } catch (error) {
      if (!mayPass(error, before)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  throw new Deno.errors.Busy("Device or resource busy");
}

/** As {@linkcode renameOver}, for code that runs while the program ends. */
export function renameOverSync(from: string, to: string): void {
  const before = lstatSync(to);
  prepare(from, before);
  for (const pause of PAUSES) {
    try {
      return Deno.renameSync(from, to);
    } catch (error) {
      if (!mayPass(error, before)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  throw new Deno.errors.Busy("Device or resource busy");
}

function prepare(from: string, before: Deno.FileInfo | undefined): void {
  if (before?.isDirectory) throw new Deno.errors.IsADirectory("Is a directory");
  if (before?.isFile !== true || before.mode === null || Deno.build.os === "windows") return;
  try {
    Deno.chmodSync(from, before.mode & 0o777);
  } catch {
    // There is nothing to rename, which the rename says better, or nobody keeps permissions there.
  }
}

/** Windows says that access is denied, whoever or whatever denies it. */
function mayPass(error: unknown, before: Deno.FileInfo | undefined): boolean {
  const failure = systemFailure(error);
  return Deno.build.os === "windows" && before !== undefined &&
    (failure === "busy" || failure === "not_permitted");
}

/** What has this name, not what a link of this name leads to. */
export function lstatSync(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch {
    return undefined;
  }
}

/** Milliseconds after each try: a second in all. */
const PAUSES = [10, 30, 60, 100, 200, 300, 300];
