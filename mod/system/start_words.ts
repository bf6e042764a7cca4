/**
 * # From words to a process
 *
 * A program is started by its file. On Windows only an `.exe` or a `.com` is one for the system; a batch file
 * (`npx.cmd`, `server.bat`) is read by cmd, and cmd reads its command line by rules of its own: a `&` outside of
 * quotes begins the next command, and `%NAME%` becomes the value of a variable, in quotes too. So every argument
 * of a batch file is quoted, and one that cannot be is refused: an argument must never become a command.
 */
import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import { findProgram, type ProgramLookup, thisMachine } from "./find_program.ts";
import { quoteForWindows } from "./quote_word.ts";

/** A program as the system can start it. */
export interface Startable {
  readonly program: string;
  readonly args: readonly string[];
  /** Whether the arguments make up the command line as they are, without quotes put around them (Windows). */
  readonly rawArguments: boolean;
}

/**
 * How these words are started. A program that is not found keeps its name, and the start fails with the
 * system's own error.
 *
 * @throws {MessageError} for an argument that a batch file cannot be given.
 */
export function startable(words: readonly string[], lookup: ProgramLookup = thisMachine()): Startable {
  const [name = "", ...args] = words;
  const plain = { program: name, args, rawArguments: false };
  if (lookup.system !== "windows") return plain;
  const program = findProgram(name, lookup);
  if (program === undefined) return plain;
  if (!/\.(cmd|bat)$/i.test(program)) return { ...plain, program };
  return commandLine([program, ...args].map(quoteForBatch).join(" "), lookup);
}

/** A line that Windows' own shell runs, as it is. */
export function commandLine(line: string, { env }: Pick<ProgramLookup, "env"> = thisMachine()): Startable {
  // /s takes the outermost quotes away and nothing else; /v:off leaves exclamation marks alone.
  const args = ["/d", "/e:on", "/v:off", "/s", "/c", `"${line}"`];
  return { program: env("COMSPEC") ?? "cmd.exe", args, rawArguments: true };
}

/**
 * An argument in the command line of a batch file.
 *
 * @throws {MessageError} for one with a character that has a meaning to cmd in quotes as well.
 */
export function quoteForBatch(argument: string): string {
  const [forbidden] = /["%\r\n\0]/.exec(argument) ?? [];
  if (forbidden === undefined) return quoteForWindows(argument);
  const shown = forbidden < " " ? msg`a line end` : forbidden;
  throw new MessageError(
    msg`a batch file cannot be given "${argument}": ${shown} has a meaning of its own there`,
  );
}
