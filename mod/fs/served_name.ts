/** Unfinished uploads are kept beside where they will be, under names that begin so. */
export const UNFINISHED = ".netlab-";

/** Why a file is not handed out. What each is called on the wire is the protocol's affair. */
export type RefusalCode =
  | "no_name"
  | "not_a_name"
  | "not_utf8"
  | "not_below"
  | "is_folder"
  | "not_regular"
  | "not_permitted"
  | "busy"
  /** Nothing is there, or nobody is to know what. */
  | "not_found";

/** A request for something below the served folder, by its letters. */
export interface RequestedName {
  /** From the served folder down, without empty ones and `.`. */
  readonly names: readonly string[];
  /** It ends in `/`: a folder is meant. */
  readonly folder: boolean;
}

/**
 * Checks a requested name by its letters alone, before the disk is touched. Names are relative, with `/` between folders.
 *
 * @param name as the client sent it, without the line end.
 * @returns the names on the way, or why it is refused.
 */
export function parseRequestedName(name: string): RequestedName | RefusalCode {
  if (name === "") return "no_name";
  if (NOBODYS_NAME.test(name)) return "not_a_name";
  if (name.startsWith("/")) return "not_below";
  const names = name.split("/").filter((part) => part !== "" && part !== ".");
  if (!names.every((each) => isPortableName(each))) return "not_below";
  return { names, folder: /(^|\/)\.?$/.test(name) };
}

/**
 * Whether a name means the same file, and a file of this folder, on every system: what would be a drive, a device, a stream or
 * a way out elsewhere is served nowhere, so that a name works on all systems or on none. Archives carry these names to other
 * systems, too.
 *
 * U+FFFD stands for bytes that are not UTF-8: what is left of such a name would be another file's.
 *
 * @param name between two slashes.
 */
export function isPortableName(name: string, os = Deno.build.os): boolean {
  if (MORE_THAN_A_NAME.test(name)) return false;
  return os !== "windows" || !(name.includes(":") || /[. ]$/.test(name) || DEVICE.test(name));
}

/** Whether a folder shows a name at all. What is unfinished is never shown. */
export function isVisibleName(name: string, hidden: boolean): boolean {
  return isPortableName(name) && (hidden ? !name.startsWith(UNFINISHED) : !name.startsWith("."));
}

/** What Windows takes for a device in any folder and with any extension. */
export const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;

const NOBODYS_NAME = /[\0\n\r\uFFFD]/;
const MORE_THAN_A_NAME = /^\.{0,2}$|[\0\n\r\uFFFD/\\]|^[A-Za-z]:/;
