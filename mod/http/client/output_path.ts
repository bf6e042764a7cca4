import { basename, dirname, join } from "@std/path";
import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { exists } from "../../fs/incoming_file.ts";
import { savedName } from "../../fs/file_name.ts";
import { nameThere } from "../../fs/name_there.ts";

/** Where a fetched file goes. */
export type OutputPath =
  /** A file that gets its name when all of it has arrived. */
  | { readonly kind: "file"; readonly path: string }
  /** A device or a pipe, which can only be written to as it is: `/dev/null`. */
  | { readonly kind: "device"; readonly path: string }
  /** Standard output. */
  | { readonly kind: "stdout" };

/**
 * Decides where a file goes.
 *
 * @param name as requested; only its last part is ever used
 * @param output a file, a folder, or `-` for standard output
 * @param force an existing file may be replaced
 * @returns undefined when there is no name to save it under
 * @throws {Error} when a file exists already and may not be replaced
 */
export async function outputPath(
  name: string,
  { output, force }: { output: string; force: boolean },
): Promise<OutputPath | undefined> {
  if (output === "-") return { kind: "stdout" };
  const named = !isFolder(output);
  const path = named ? output : inFolder(output, name);
  if (path === undefined) return undefined;
  // Only if the user named it: a pipe under a name that a server chose is somebody's trap.
  if (named && takesStream(path)) return { kind: "device", path };
  const there = await exists(path) ? path : inOtherForm(path);
  if (!force && there !== undefined) {
    throw new MessageError(msg`"${there}" is there already (--force replaces it)`);
  }
  return { kind: "file", path: there ?? path };
}

/** Whether this is a folder into which files can be saved under their own names. */
export function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false; // it does not exist or cannot be read: not a folder to save into
  }
}

/** Whether something is there that is neither a file nor a folder: a device, a pipe. */
export function takesStream(path: string | undefined): boolean {
  if (path === undefined || path === "") return false;
  try {
    const { isFile, isDirectory } = Deno.statSync(path);
    return !isFile && !isDirectory;
  } catch {
    return false; // nothing is there, or it cannot be looked at
  }
}

/** The path in which the name has its other Unicode form, if that is there. */
function inOtherForm(path: string): string | undefined {
  const there = nameThere(dirname(path), basename(path));
  return there === undefined ? undefined : join(dirname(path), there);
}

function inFolder(folder: string, name: string): string | undefined {
  const bare = savedName(name);
  return bare === undefined ? undefined : join(folder, bare);
}
