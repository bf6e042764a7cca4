import { frenchSpaces } from "./french_spaces.ts";
import type { Language, Text } from "./text.ts";

/** The text as it is shown to a reader of that language. */
export function inLanguage(text: Text, language: Language): string {
  return language === "fr" ? frenchSpaces(text.fr) : text.en;
}
