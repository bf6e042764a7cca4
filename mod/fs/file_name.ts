/** What a served folder lets through. */
export interface NameRules {
  /** Whether names that start with a dot may be asked for. */
  readonly hidden: boolean;
}

/**
 * Checks a requested name by its letters alone, before the disk is touched.
 *
 * Names are relative, with `/` between folders, on every system. What would mean something else to this or another system
 * is refused everywhere, so that a name either works on all of them or on none: backslashes, drive letters, NUL, `..`.
 *
 * @param name as the client sent it, without the line end.
 * @returns the parts of the path, without empty ones and `.`; or, as a string, why the name is refused.
 */
export function parseFileName(name: string, { hidden }: NameRules): string[] | string {
  if (name === "") return "no file name was given";
  if (/[\0\n\r]/.test(name) || name.includes("\uFFFD")) return "that is not a file name";
  if (name.startsWith("/") || name.includes("\\") || /^[A-Za-z]:/.test(name)) return NOT_BELOW;
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return NOT_BELOW;
  if (parts.length === 0) return "that is a folder";
  if (!hidden && parts.some((part) => part.startsWith("."))) return NO_SUCH_FILE;
  return parts;
}

/** Said of everything that is not there, or must not be known to be there. */
export const NO_SUCH_FILE = "no such file";

const NOT_BELOW = "only names of files below the served folder are allowed";
