import { type NameSystem, refusalOf } from "./file_name.ts";

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
export function parseRequestedName(
  name: string,
  system: NameSystem = Deno.build.os,
): RequestedName | RefusalCode {
  if (name === "") return "no_name";
  const names = name.split("/").filter((part) => part !== "" && part !== ".");
  const refusals = names.map((each) => refusalOf(each, system));
  if (refusals.includes("not_a_name")) return "not_a_name";
  if (name.startsWith("/") || refusals.includes("not_below")) return "not_below";
  return { names, folder: /(^|\/)\.?$/.test(name) };
}
