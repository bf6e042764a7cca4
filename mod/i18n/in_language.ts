import { type System, thisSystem } from "../system/system.ts";
import { fillSystemWords } from "../system/system_words.ts";
import { frenchSpaces } from "./french_spaces.ts";
import type { Language, Text } from "./text.ts";

/** The text as it is shown to a reader of that language. */
export function inLanguage(text: Text, language: Language, system: System = thisSystem()): string {
  return fillSystemWords(language === "fr" ? frenchSpaces(text.fr) : text.en, language, system);
}
