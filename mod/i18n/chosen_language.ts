import type { Language } from "./text.ts";

/** The languages there are. */
export const LANGUAGES: readonly Language[] = ["fr", "en"];

/**
 * In which language people are spoken to: one decision for help, messages, the laboratory and the checks.
 *
 * `--lang` goes first, anywhere on the command line; then the environment as POSIX has it (LC_ALL
 * before LC_MESSAGES before LANG, an empty one counts as not set); then what the system says, where
 * it has no such variables.
 *
 * @returns the language of the last `--lang` before a bare `--`, or that of the environment.
 */
export function chosenLanguage(
  args: readonly string[],
  env: (name: string) => string | undefined,
  system?: () => string,
): Language {
  return typedLanguage(args) ?? environmentLanguage(env, system);
}

/**
 * The language of the environment: French where the locale says so, English elsewhere.
 *
 * @param system tells the system's own choice; asked only when no variable is set.
 */
export function environmentLanguage(
  env: (name: string) => string | undefined,
  system: () => string = () => "",
): Language {
  const locale = env("LC_ALL") || env("LC_MESSAGES") || env("LANG") || system();
  return /^fr([_.@-]|$)/i.test(locale) ? "fr" : "en";
}

function typedLanguage(args: readonly string[]): Language | undefined {
  let found: Language | undefined;
  for (const [at, arg] of args.entries()) {
    if (arg === "--") break;
    const value = isLanguageOption(arg) ? args[at + 1] : /^--?lang=(.*)$/.exec(arg)?.[1];
    found = LANGUAGES.find((each) => each === value) ?? found;
  }
  return found;
}

/** `--lang`, or `-lang` as the sheets write options. */
export function isLanguageOption(arg: string | undefined): boolean {
  return arg === "--lang" || arg === "-lang";
}
