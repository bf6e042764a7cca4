import { type System, thisSystem } from "./system.ts";

/**
 * The system's folder for temporary files: TMPDIR, or `/tmp` (POSIX); TMP, TEMP, or what Windows sets these to.
 * A shell that came to Windows from elsewhere may set TMPDIR to a path that Windows does not know.
 *
 * @param env reads a variable; an empty one counts as absent.
 */
export function temporaryFolder(
  env: (name: string) => string | undefined,
  system: System = thisSystem(),
): string {
  if (system !== "windows") return env("TMPDIR") ?? env("TEMP") ?? env("TMP") ?? "/tmp";
  const local = env("LOCALAPPDATA");
  return env("TMP") ?? env("TEMP") ?? (local && `${local}\\Temp`) ??
    `${env("SYSTEMROOT") ?? "C:\\Windows"}\\Temp`;
}
