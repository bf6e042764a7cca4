import { type System, thisSystem } from "./system.ts";
import { isFile } from "./is_file.ts";

/** What a look-up of programs asks the machine; a test answers for another one. */
export interface ProgramLookup {
  readonly system: System;
  /** A variable of the environment. */
  readonly env: (name: string) => string | undefined;
  readonly isFile: (path: string) => boolean;
  /** The current folder. */
  readonly folder: () => string;
}

/** This machine. */
export function thisMachine(): ProgramLookup {
  return { system: thisSystem(), env: readVariable, isFile, folder: Deno.cwd };
}

/**
 * The file of a program that is called by name, as a shell finds it: along PATH; on Windows with each ending of
 * PATHEXT as well (`npx` is `npx.cmd`), and in the current folder last. A name with a separator is a path.
 *
 * @returns undefined when there is none.
 */
export function findProgram(name: string, lookup: ProgramLookup = thisMachine()): string | undefined {
  return (lookup.system === "windows" ? windowsSpellings : posixSpellings)(name, lookup).find(lookup.isFile);
}

function posixSpellings(name: string, { env }: ProgramLookup): string[] {
  if (name.includes("/")) return [name];
  return pathFolders(env("PATH"), ":").map((folder) => `${folder}/${name}`);
}

function windowsSpellings(name: string, lookup: ProgramLookup): string[] {
  const names = withEndings(name, lookup);
  if (/^([a-z]:|[\\/])/i.test(name)) return names;
  const folders = /[\\/]/.test(name) ? [] : pathFolders(lookup.env("PATH"), ";");
  return [...folders, lookup.folder()].flatMap((folder) =>
    names.map((each) => `${folder.replace(/[\\/]$/, "")}\\${each}`)
  );
}

function pathFolders(path: string | undefined, separator: string): string[] {
  return (path ?? "").split(separator).filter((each) => each !== "");
}

function withEndings(name: string, { env }: ProgramLookup): string[] {
  const endings = (env("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").toLowerCase().split(";").filter((each) =>
    each.startsWith(".")
  );
  const whole = endings.some((ending) => name.toLowerCase().endsWith(ending));
  return whole
    ? [name, ...endings.map((each) => name + each)]
    : [...endings.map((each) => name + each), name];
}

function readVariable(name: string): string | undefined {
  return Deno.env.get(name) || undefined;
}
