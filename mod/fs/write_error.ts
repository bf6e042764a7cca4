import { errorText, systemFailure } from "../net/errors/system_error.ts";
import { FsError } from "./fs_error.ts";

/** A file that could not be written: the system's error as one of ours. @param path as the user named it. */
export function writeError(path: string, cause: unknown): FsError {
  // We have our own path, the one that was asked for.
  const reason = errorText(cause);
  return new FsError(systemFailure(cause) ?? "failed", { action: "write", path, reason }, { cause });
}
