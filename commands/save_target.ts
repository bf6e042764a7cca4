import { basename, dirname } from "@std/path";
import { UsageError } from "../mod/cli/usage_error.ts";

/**
 * Where to save: as `--output` says, else under the system's temporary folder.
 *
 * @param output a file, a folder, or nothing
 * @param name what the file is called where it comes from
 */
export function folderAndName(
  output: string | undefined,
  name: string | undefined,
): { folder: string; name: string } {
  const folder = output === undefined ? temporaryFolder() : isFolder(output) ? output : undefined;
  if (folder === undefined) return { folder: dirname(output!), name: basename(output!) };
  if (name === undefined) {
    throw new UsageError("the address has no file name to save it under; --output gives one");
  }
  return { folder, name };
}

function temporaryFolder(): string {
  return Deno.env.get("TMPDIR") || Deno.env.get("TEMP") || Deno.env.get("TMP") || "/tmp";
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false; // not there, or not to be looked at: then it is not a folder to save into
  }
}
