/**
 * Whether what is on the disk is what the server has: a file of the same size that is not older. Without a
 * date, the size alone decides; without either, it is not.
 *
 * @param path on the disk; there may be nothing
 */
export function isCurrent(
  path: string,
  { size, modified }: { readonly size?: number | undefined; readonly modified?: number | undefined },
): boolean {
  try {
    const info = Deno.statSync(path);
    if (!info.isFile || size === undefined || info.size !== size) return false;
    return modified === undefined || inSeconds(info.mtime?.getTime() ?? 0) >= inSeconds(modified);
  } catch {
    return false; // it is not there, or cannot be looked at
  }
}

/** HTTP knows whole seconds. @param milliseconds since 1970 */
function inSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
