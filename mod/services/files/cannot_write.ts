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
  const text = error instanceof Error ? error.message : String(error);
  if (/No space left|Disk quota|os error (28|122)\b/.test(text)) return "the disk is full";
  if (/File too large|os error 27\b/.test(text)) return "no file may become so large here (ulimit -f)";
  return text.replace(/: (open|rename|link|writefile|lstat|stat) '.*$/, "").replace(/ \(os error \d+\)/, "");
}
