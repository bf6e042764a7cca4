import type { Language } from "../language/text.ts";

/** The language of the environment: French where the locale says so, English elsewhere. */
export function environmentLanguage(env: (name: string) => string | undefined): Language {
  const locale = env("LC_ALL") ?? env("LC_MESSAGES") ?? env("LANG") ?? "";
  return /^fr([_.@-]|$)/i.test(locale) ? "fr" : "en";
}
