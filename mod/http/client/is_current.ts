/** What is known about a version of a file. */
export interface FileVersion {
  /** Bytes. */
  readonly size?: number | undefined;
  /** Milliseconds since 1970. */
  readonly modified?: number | undefined;
}

/**
 * Whether a copy is that of an original: of the same size, and not older. Without the date of one of them, the
 * size alone decides; without a size, it is not.
 */
export function isSame(original: FileVersion, copy: FileVersion): boolean {
  if (original.size === undefined || original.size !== copy.size) return false;
  if (original.modified === undefined || copy.modified === undefined) return true;
  return inSeconds(copy.modified) >= inSeconds(original.modified);
}

/** Whether what is on the disk is what the server has. @param path on the disk; there may be nothing */
export function isCurrent(path: string, remote: FileVersion): boolean {
  try {
    const info = Deno.statSync(path);
    return info.isFile && isSame(remote, { size: info.size, modified: info.mtime?.getTime() ?? 0 });
  } catch {
    return false; // it is not there, or cannot be looked at
  }
}

/** HTTP knows whole seconds. @param milliseconds since 1970 */
function inSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
