import { dirname, resolve } from "@std/path";
import { typedWords, WrongOptions } from "./typed_words.ts";

/** The command line options of the soak. */
export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Only servers or faults with this in their name; all for the empty word. */
  readonly only: string;
  /** The compiled program, when it is tried instead of the sources. */
  readonly bin: string | undefined;
  /** The file for all findings, for programs to read. */
  readonly json: string | undefined;
}

export const USAGE = `deno task soak [--minutes N=3] [--seed N] [--only NAME] [--bin PATH] [--json FILE]

All servers of netlab at once under load, while everything goes wrong; see docs/soak.md.`;

const KNOWN = ["minutes", "seed", "only", "bin", "json"] as const;
const A_DAY = 24 * 60;

/**
 * Reads the words of the command line.
 *
 * @returns "help" when that was asked for
 * @throws {WrongOptions}
 */
export function soakOptions(args: readonly string[]): SoakOptions | "help" {
  const typed = typedWords(args, KNOWN);
  if (typed === "help") return "help";
  const minutes = Number(typed.minutes ?? 3);
  const seed = Number(typed.seed ?? Math.floor(Math.random() * 1e6));
  if (!(minutes > 0 && minutes <= A_DAY)) {
    throw new WrongOptions("--minutes is a number above 0, up to a day");
  }
  if (!Number.isSafeInteger(seed) || seed < 0) throw new WrongOptions("--seed is a whole number");
  const [bin, json] = [programAt(typed.bin), placeFor(typed.json)];
  return { minutes, seed, only: typed.only ?? "", bin, json };
}

function programAt(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  if (!isFile(path)) throw new WrongOptions(`--bin: there is no program at ${path}`);
  return resolve(path);
}

/** It is written when everything is over, which is too late to learn that it cannot be. */
function placeFor(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const folder = dirname(resolve(path));
  if (!isFolder(folder)) throw new WrongOptions(`--json: there is no folder ${folder}`);
  return resolve(path);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
