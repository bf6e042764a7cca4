import { dirname, extname, join } from "@std/path";
import { type Message, msg, prefixed } from "../../i18n/message.ts";
import type { CommandContext } from "../../cli/command_context.ts";
import { escapeName } from "../../io/visible_text.ts";
import { sleep } from "../probes/sleep.ts";
import type { CheckCommandOptions } from "./check_options.ts";
import { commandWords } from "./command_words.ts";

/**
 * Checks a program, and with `--watch` again whenever its files change, until the user has had enough.
 *
 * The files are looked at, rather than the system asked to tell: that works on every disk, network folders included.
 * Only the files that the command names count, and those beside them with the same ending: a program that writes a
 * log as it runs is not checked for ever.
 *
 * @param once checks it
 * @returns what the last check has returned
 */
export async function watchProgram(
  service: string,
  options: Pick<CheckCommandOptions, "watch" | "run">,
  context: CommandContext,
  once: () => Promise<number>,
): Promise<number> {
  if (!options.watch || options.run === undefined) return await once();
  const words = commandWords(options.run);
  while (true) {
    // Before the check: what is saved while it runs is checked next.
    const before = lookAt(words);
    await once();
    const [first = ""] = before.keys();
    const what: Message = first === ""
      ? msg`no file of the program is here to be watched`
      : before.size === 1
      ? msg`waiting for a change of ${escapeName(first)}`
      : msg`waiting for a change of ${escapeName(first)}, or of ${before.size - 1} beside it`;
    context.stderr.tell(prefixed(`netlab check ${service}`, what));
    await changed(before, () => lookAt(words), (time) => sleep(time, context.signal));
  }
}

/** Between two looks, milliseconds. */
const LOOK = 400;
/** The most files that are looked at. */
const MOST_FILES = 500;
/** Of what is watched where the command names no file, such as `java Server`. */
const SOURCES = /\.(py|js|mjs|cjs|ts|java|class|jar|c|h|cc|cpp|hpp|go|rs|rb|pl|php|cs|kt|hs|ml|lua|sh)$/;

/** The state of files, by their paths. */
export type FileStates = ReadonlyMap<string, string>;

/**
 * Resolves when files have changed, and then stood still for a moment: an editor may write one in several steps.
 *
 * @param pause waits for so many milliseconds
 */
export async function changed(
  before: FileStates,
  look: () => FileStates,
  pause: (time: number) => Promise<void>,
): Promise<void> {
  let last = before;
  while (true) {
    await pause(LOOK);
    const now = look();
    if (now.size > 0 && same(now, last) && !same(now, before)) return;
    last = now;
  }
}

function same(a: FileStates, b: FileStates): boolean {
  return a.size === b.size && [...a].every(([path, state]) => b.get(path) === state);
}

/** The files of a program as they are now: those among the words of its command first, and those that go with them. */
export function lookAt(words: readonly string[]): FileStates {
  const named = words.filter((word) => /[./\\]/.test(word) && stateOf(word) !== undefined);
  const beside = named.length > 0
    ? named.flatMap((path) =>
      extname(path) === "" ? [] : filesIn(dirname(path), (name) => name.endsWith(extname(path)))
    )
    : filesIn(".", (name) => SOURCES.test(name));
  const states = new Map<string, string>();
  for (const path of [...named, ...beside].slice(0, MOST_FILES)) {
    const state = stateOf(path);
    if (state !== undefined) states.set(path, state);
  }
  return states;
}

function filesIn(folder: string, wanted: (name: string) => boolean): string[] {
  try {
    return [...Deno.readDirSync(folder)].filter(({ name, isFile }) => isFile && wanted(name))
      .map(({ name }) => folder === "." ? name : join(folder, name)).sort();
  } catch {
    return [];
  }
}

function stateOf(path: string): string | undefined {
  try {
    const { isFile, size, mtime } = Deno.statSync(path);
    return isFile ? `${size} ${mtime?.getTime()}` : undefined;
  } catch {
    return undefined; // it is being replaced, or there is none
  }
}
