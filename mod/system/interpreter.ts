import { findProgram, type ProgramLookup, thisMachine } from "./find_program.ts";

/** What runs a script of this kind, best first. */
const INTERPRETERS: Readonly<Record<string, readonly string[]>> = {
  py: ["python3", "python"],
  js: ["node", "deno run -A"],
  mjs: ["node", "deno run -A"],
  ts: ["deno run -A"],
  rb: ["ruby"],
  pl: ["perl"],
  php: ["php"],
  java: ["java"],
  jar: ["java -jar"],
  sh: ["sh"],
  ps1: ["powershell -File", "pwsh -File"],
};

/** Windows may have a `python3` that only opens a shop. */
const PYTHON_OF_WINDOWS = ["py -3", "python", "python3"];

/**
 * The command in front of a script that runs it on this machine, such as `python3` or `py -3`.
 *
 * @returns the usual one when none is installed; undefined for a file of another kind.
 */
export function interpreterOf(script: string, lookup: ProgramLookup = thisMachine()): string | undefined {
  const kind = /\.(\w+)$/.exec(script)?.[1]?.toLowerCase() ?? "";
  const commands = Object.hasOwn(INTERPRETERS, kind) ? INTERPRETERS[kind]! : [];
  const ordered = kind === "py" && lookup.system === "windows" ? PYTHON_OF_WINDOWS : commands;
  return ordered.find((each) => findProgram(each.split(" ")[0]!, lookup) !== undefined) ?? ordered[0];
}

/** How Python is called on this machine. */
export function pythonCommand(lookup: ProgramLookup = thisMachine()): string {
  return interpreterOf("x.py", lookup)!;
}
