/** Unfinished uploads are kept next to their final place, under names that begin like this. */
export const UNFINISHED = ".netlab-";

/** Why a file is not handed out. The protocol decides how to say it on the wire. */
export type RefusalCode =
  | "no_name"
  | "not_a_name"
  | "not_utf8"
  | "not_below"
  | "is_folder"
  | "not_regular"
  | "not_permitted"
  | "busy"
  /** Nothing is there, or nobody may know what is. */
  | "not_found";

/** A request for something below the served folder, judged by its spelling alone. */
export interface RequestedName {
  /** The names from the served folder down, without empty ones and `.`. */
  readonly names: readonly string[];
  /** It ends in `/`: a folder is meant. */
  readonly folder: boolean;
}

/**
 * Checks a requested name by its spelling alone, before the disk is touched. Names are relative,
 * with `/` between folders.
 *
 * @param name as the client sent it, without the line end.
 * @returns the names along the path, or why it is refused.
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
 * Whether a name means the same file, in this folder, on every system: a name that is a drive, a
 * device, a stream or a way out on one system is served on none, so a name works on all systems or
 * nowhere. Archives carry these names to other systems, too.
 *
 * U+FFFD stands for bytes that are not UTF-8: the rest of such a name could belong to another file.
 *
 * @param name between two slashes.
 */
export function isPortableName(name: string, os = Deno.build.os): boolean {
  if (MORE_THAN_A_NAME.test(name)) return false;
  return os !== "windows" || !(name.includes(":") || /[. ]$/.test(name) || DEVICE.test(name));
}

/** Whether a folder shows a name at all. Unfinished uploads are never shown. */
export function isVisibleName(name: string, hidden: boolean): boolean {
  return isPortableName(name) && (hidden ? !name.startsWith(UNFINISHED) : !name.startsWith("."));
}

/** What Windows takes for a device in any folder and with any extension. */
export const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;

const NOBODYS_NAME = /[\0\n\r\uFFFD]/;
const MORE_THAN_A_NAME = /^\.{0,2}$|[\0\n\r\uFFFD/\\]|^[A-Za-z]:/;
