/** Whether this says that the process, or the machine, has as many files open as it may (EMFILE, ENFILE): it passes. */
export function isOutOfFiles(error: unknown): boolean {
  return error instanceof Error && /Too many open files|os error (23|24)\b/.test(error.message);
}
