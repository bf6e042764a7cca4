/** What a path leads to, in the words of socat's notices: `regular file`, and `undef` while there is nothing. */
export function fileKind(path: string): string {
  try {
    const found = Deno.statSync(path);
    if (found.isFile) return "regular file";
    if (found.isDirectory) return "directory";
    if (found.isFifo) return "named pipe";
    if (found.isCharDevice) return "character device";
    if (found.isBlockDevice) return "block device";
    return found.isSocket ? "socket" : "undef";
  } catch {
    return "undef"; // not there, or not to be seen
  }
}
