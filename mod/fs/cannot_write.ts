import { errorCode } from "../net/errors/system_error.ts";

/** What the system said when a file could not be written, as a sentence for the person who wanted it. */
export function cannotWrite(path: string, error: unknown): Error {
  return new Error(`Cannot write "${path}": ${reason(error)}`, { cause: error });
}

function reason(error: unknown): string {
  if (error instanceof Deno.errors.AlreadyExists) return "it is there already (--force replaces it)";
  if (error instanceof Deno.errors.NotFound) return "there is no such folder";
  if (error instanceof Deno.errors.IsADirectory) return "there is a folder of this name";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  // The runtime's word for what is below /dev and /proc
  if (error instanceof Deno.errors.NotCapable) return "that is no place for files";
  const code = errorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") return "the disk is full";
  if (code === "EFBIG") return "no file may become so large here (ulimit -f)";
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/: (open|rename|link|writefile|lstat|stat) '.*$/, "").replace(/ \(os error \d+\)/, "");
}
