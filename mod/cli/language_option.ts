import { msg } from "../i18n/message.ts";
import { messageOf } from "../i18n/message_error.ts";
import { isLanguageOption, LANGUAGES } from "../i18n/chosen_language.ts";
import { choice, oneOf } from "./option.ts";
import { UsageError } from "./usage_error.ts";

/** `--lang`, for every command that gives the word no meaning of its own. */
export const languageOption = choice({
  choices: LANGUAGES,
  help: "language of help and messages (default: as LC_ALL, LC_MESSAGES or LANG say)",
});

/**
 * The arguments without `--lang` in front of them: it was dealt with before the command was known.
 *
 * @throws {UsageError} when there is no such language.
 */
export function afterLanguage(args: readonly string[]): readonly string[] {
  if (isLanguageOption(args[0])) {
    if (args[1] === undefined) throw new UsageError(msg`--lang needs a value`);
    checked(args[1]);
    return afterLanguage(args.slice(2));
  }
  const inline = /^--?lang=(.*)$/.exec(args[0] ?? "")?.[1];
  if (inline === undefined) return args;
  checked(inline);
  return afterLanguage(args.slice(1));
}

/** The arguments without any `--lang`, for commands that read their arguments themselves. */
export function withoutLanguage(args: readonly string[]): readonly string[] {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const end = args.indexOf("--");
  if (at === -1 || (end !== -1 && at > end)) return args;
  return [...args.slice(0, at), ...withoutLanguage(afterLanguage(args.slice(at)))];
}

function checked(typed: string): void {
  try {
    oneOf(LANGUAGES, typed);
  } catch (error) {
    throw new UsageError(msg`--lang ${messageOf(error)}`);
  }
}
