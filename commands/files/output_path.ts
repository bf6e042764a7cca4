import { join } from "@std/path";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { exists } from "../../mod/fs/incoming_file.ts";
import { savedName } from "../../mod/fs/local_name.ts";

/** Where a fetched file goes. */
export type OutputPath =
  /** A file that gets its name when all of it has come. */
  | { readonly kind: "file"; readonly path: string }
  /** A device or a pipe, which can only be written to as it is: `/dev/null`. */
  | { readonly kind: "device"; readonly path: string }
  /** Standard output. */
  | { readonly kind: "stdout" };

/**
 * Decides where a file goes.
 *
 * @param name as it was asked for; only its last part is ever used.
 * @param output what `--output` says: a file, a folder, `-`, or nothing for the system's temporary folder.
 * @throws {Error} when a file is there already and may not be replaced.
 * @throws {UsageError} when there is no name to save it under.
 */
export async function outputPath(
  name: string,
  { output, force }: { output: string | undefined; force: boolean },
  context: CommandContext,
): Promise<OutputPath> {
  if (output === "-") return { kind: "stdout" };
  const named = output !== undefined && !isFolder(output);
  const path = named ? output : inFolder(output ?? temporaryFolder(context), name);
  // Only what the user has named himself: a pipe under a name that a server chose is somebody's trap.
  const info = named ? await Deno.stat(path).catch(() => undefined) : undefined;
  if (info && !info.isFile && !info.isDirectory) return { kind: "device", path };
  if (!force && await exists(path)) throw new Error(`"${path}" is there already (--force replaces it)`);
  return { kind: "file", path };
}

/** Whether this is a folder into which files can be saved under their own names. */
export function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false; // not there, or not to be looked at: then it is not a folder to save into
  }
}

function inFolder(folder: string, name: string): string {
  const bare = savedName(name);
  if (bare === undefined) throw new UsageError(`"${name}" has no file name to save it under`);
  return join(folder, bare);
}

function temporaryFolder(context: CommandContext): string {
  return context.env("TMPDIR") ?? context.env("TEMP") ?? context.env("TMP") ?? "/tmp";
}
