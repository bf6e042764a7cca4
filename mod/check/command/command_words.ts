import { msg } from "../../i18n/message.ts";
import { messageOf } from "../../i18n/message_error.ts";
import { UsageError } from "../../cli/usage_error.ts";
import { findProgram } from "../../system/find_program.ts";
import { quoteWord } from "../../system/quote_word.ts";
import { splitCommand } from "../../system/split_command.ts";

/** The words of `--run`. */
export function commandWords(run: string): string[] {
  const words = wordsOf(run);
  if (words.length === 0) throw new UsageError(msg`--run needs a command`);
  const [program = ""] = words;
  // A path of Windows at a POSIX prompt, or a folder's last backslash in front of a blank
  if (!run.includes(program) && run.includes("\\") && findProgram(program) === undefined) {
    const typed = /^\s*((?:[^\s\\]|\\.)+)/s.exec(run)?.[1] ?? run;
    throw new UsageError(
      msg`--run: there is no program "${program}": a backslash was taken for a quote; write ${
        quoteWord(typed)
      }`,
    );
  }
  return words;
}

function wordsOf(run: string): string[] {
  try {
    return splitCommand(run);
  } catch (error) {
    throw new UsageError(msg`--run: ${messageOf(error)}`);
  }
}
