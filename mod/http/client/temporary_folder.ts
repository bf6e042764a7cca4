/**
 * The system's folder for temporary files. @param env reads a variable; an empty one counts as
 * absent
 */
export function temporaryFolder(env: (name: string) => string | undefined): string {
  return env("TMPDIR") ?? env("TEMP") ?? env("TMP") ?? "/tmp";
}
