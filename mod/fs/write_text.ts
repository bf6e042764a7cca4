import { basename, dirname, resolve } from "@std/path";
import { systemFailure } from "../net/errors/system_error.ts";
import { lstatSync, renameOverSync } from "./rename_over.ts";
import { isDeviceName } from "./file_name.ts";
import { temporaryName } from "./temporary_name.ts";
import { writeError } from "./write_error.ts";

/*
A file that somebody asked for by its name, such as a picture or a report, replaces the one that has
the name, whole or not at all: it is written beside it first. That is not possible everywhere. What
can only be written to as it is, is: a device, a FIFO, a descriptor of ours (`/dev/stdout`), a file in
a folder that takes no other, one that has several names or belongs to somebody else, who would lose
it. A link is followed, as a shell does; the file is written beside the one it leads to.
*/

/**
 * Writes a file that somebody asked for.
 *
 * @throws {FsError} about why it could not be written.
 */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    const file = placeOf(path);
    if (file === undefined) await Deno.writeTextFile(path, text, AS_IT_IS);
    else writeBeside(file, text);
  } catch (error) {
    throw writeError(path, error);
  }
}

/** As {@linkcode writeText}, for code that runs while the program ends; with the system's own errors. */
export function writeTextSync(path: string, text: string): void {
  const file = placeOf(path);
  if (file === undefined) Deno.writeTextFileSync(path, text, AS_IT_IS);
  else writeBeside(file, text);
}

/**
 * Replaces a file of our own, or begins it. A link is replaced itself, so that nobody can lead us
 * elsewhere with one.
 *
 * @param mode who may read and write a new one.
 * @throws the system's own errors; what was there then stays.
 */
export function replaceText(path: string, text: string, mode = 0o666): void {
  const temporary = temporaryName(path);
  Deno.openSync(temporary, { write: true, createNew: true, mode }).close();
  finish(temporary, path, text);
}

/**
 * Whether a file can be written there, found out without changing what is there.
 *
 * @throws the system's own errors, if not.
 */
export function checkWritable(path: string): void {
  const file = placeOf(path);
  if (file === undefined) return;
  const temporary = begin(file);
  if (temporary !== undefined) Deno.removeSync(temporary);
}

/**
 * The file that a path leads to, or will; `undefined` for what can only be written to as it is.
 */
function placeOf(path: string): string | undefined {
  let place = path;
  for (let hops = 0; hops < MOST_LINKS; hops++) {
    if (isSpecial(place)) return undefined;
    const info = lstatSync(place);
    if (info?.isDirectory) throw new Deno.errors.IsADirectory("Is a directory");
    if (info?.isSymlink !== true) return info === undefined || info.isFile ? place : undefined;
    place = resolve(dirname(place), Deno.readLinkSync(place));
  }
  return undefined; // the system says what it thinks of that many links
}

/** A device of Windows, or a descriptor of a process: its links lead to what has no name. */
function isSpecial(path: string): boolean {
  return Deno.build.os === "windows"
    ? isDeviceName(basename(path))
    : /^\/(proc\/|dev\/(fd\/|std(in|out|err)$))/.test(path);
}

function writeBeside(file: string, text: string): void {
  const temporary = begin(file);
  if (temporary === undefined) return Deno.writeTextFileSync(file, text);
  try {
    finish(temporary, file, text);
  } catch (error) {
    // A file that is mounted by itself keeps its name
    if (Deno.build.os === "windows" || systemFailure(error) !== "busy") throw error;
    Deno.writeTextFileSync(file, text);
  }
}

/** Makes an empty file beside another; `undefined` when that can only be written to as it is. */
function begin(file: string): string | undefined {
  const there = lstatSync(file);
  // One that may not be written must not be replaced, either
  if (there !== undefined) Deno.openSync(file, { write: true }).close();
  if (there !== undefined && (there.nlink ?? 1) > 1) return undefined;
  const temporary = temporaryName(file);
  // Nobody may read it meanwhile who may not read what it replaces
  const mode = (there?.mode ?? 0o666) & 0o777;
  try {
    using made = Deno.openSync(temporary, { write: true, createNew: true, mode });
    if (there === undefined || made.statSync().uid === there.uid) return temporary;
  } catch (error) {
    const failure = systemFailure(error);
    if (there !== undefined && (failure === "not_permitted" || failure === "read_only")) return undefined;
    throw error;
  }
  Deno.removeSync(temporary);
  return undefined;
}

function finish(temporary: string, file: string, text: string): void {
  try {
    Deno.writeTextFileSync(temporary, text, { create: false });
    renameOverSync(temporary, file);
  } catch (error) {
    Deno.removeSync(temporary);
    throw error;
  }
}

/** Standard output may be a file, and what was said there before stays. */
const AS_IT_IS = { append: true };
/** As many as Linux follows. */
const MOST_LINKS = 40;
