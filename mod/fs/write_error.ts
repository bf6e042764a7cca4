import { systemFailure } from "../net/errors/system_error.ts";
import { FsError } from "./fs_error.ts";

/** A file that could not be written: the system's error as one of ours. @param path as the user named it. */
export function writeError(path: string, cause: unknown): FsError {
  const reason = withoutCall(cause instanceof Error ? cause.message : String(cause));
  return new FsError(systemFailure(cause) ?? "failed", { action: "write", path, reason }, { cause });
}

/**
 * The runtime adds the call and the path to the system's message: we have our own path, the one
 * that was asked for.
 */
function withoutCall(text: string): string {
  return text.replace(/: (open|rename|link|writefile|lstat|stat) '.*$/, "").replace(/ \(os error \d+\)/, "");
}
