import { join } from "@std/path";
import { runCommand } from "../_kit/program/run.ts";
import type { TempFolder } from "../_kit/temp_folder.ts";

/** What can stand where a file is to be written. */
export const TARGETS = [
  "nothing",
  "a file",
  "an empty file",
  "a folder",
  "a link to a file",
  "a link to nothing",
  "a link to a folder",
  "a FIFO",
] as const;

/** One of them. */
export type FileTarget = typeof TARGETS[number];

/** Whether this system lets us make one. */
export function canMake(target: FileTarget): boolean {
  return Deno.build.os !== "windows" || !/link|FIFO/.test(target);
}

/** Puts one of them into a folder, under the name `target`; a link leads to `elsewhere`. */
export async function makeTarget(temp: TempFolder, target: FileTarget): Promise<string> {
  const path = join(temp.path, "target");
  const elsewhere = join(temp.path, "elsewhere");
  if (target === "a file") temp.write("target", "old");
  if (target === "an empty file") temp.write("target", "");
  if (target === "a folder") Deno.mkdirSync(path);
  if (target === "a FIFO") await runCommand("mkfifo", [path]);
  if (target === "a link to a file") temp.write("elsewhere", "precious");
  if (target === "a link to a folder") Deno.mkdirSync(elsewhere);
  if (target.startsWith("a link")) Deno.symlinkSync(elsewhere, path);
  return path;
}

/** What stands in a folder, in words: the content of files, where links lead. */
export function contents(temp: TempFolder): Record<string, string> {
  return Object.fromEntries(
    temp.names().map((name) => {
      const path = join(temp.path, name);
      const { isFile, isDirectory, isSymlink } = Deno.lstatSync(path);
      if (isSymlink) return [name, `-> ${Deno.readLinkSync(path).replace(`${temp.path}/`, "")}`];
      return [name, isDirectory ? "folder" : isFile ? `"${Deno.readTextFileSync(path)}"` : "FIFO"];
    }),
  );
}
