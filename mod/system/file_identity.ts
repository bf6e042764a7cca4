/**
 * Which file has a name at the moment, links not followed: the same answer twice means the same file, and another
 * one that somebody else has made it anew since.
 *
 * @returns undefined when there is none, when it cannot be seen, and where files have no number (Windows)
 */
export function fileIdentity(path: string): string | undefined {
  try {
    const { dev, ino } = Deno.lstatSync(path);
    return ino ? `${dev}:${ino}` : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a name that led to a file leads to another one now; a name that has gone does not. */
export function isAnotherFile(path: string, identity: string | undefined): boolean {
  const now = fileIdentity(path);
  return now !== undefined && identity !== undefined && now !== identity;
}
