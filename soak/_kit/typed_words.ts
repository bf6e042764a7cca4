import { parseArgs } from "@std/cli/parse-args";

/** A command line that cannot be followed; its message is a sentence for a person. */
export class WrongOptions extends Error {
  override readonly name = "WrongOptions";
}

/**
 * The words of a command line, by the names of its options.
 *
 * @returns "help" when that was asked for
 * @throws {WrongOptions} for any other option
 */
export function typedWords<Name extends string>(
  args: readonly string[],
  known: readonly Name[],
): Partial<Record<Name, string>> | "help" {
  const unknown: string[] = [];
  const note = (word: string) => (unknown.push(word), false);
  const typed = parseArgs([...args], { string: [...known], boolean: ["help"], unknown: note });
  if (typed.help) return "help";
  if (unknown.length > 0) {
    throw new WrongOptions(`unknown: ${unknown.join(" ")}; known are --${known.join(" --")}`);
  }
  const given = known.filter((name) => typed[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, String(typed[name])])) as Partial<
    Record<Name, string>
  >;
}
