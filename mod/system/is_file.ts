/** Whether a path is that of a file, links followed. @returns false also when it may not be looked at */
export function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
