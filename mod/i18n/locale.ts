import { fillSystemWords } from "../system/system_words.ts";
import type { Message } from "./message.ts";
import type { Language } from "./text.ts";

/**
 * A message in the language of the person who reads it. A string is a whole text of the program's own, such
 * as a line of the help, and is looked up exactly as it is; one without a translation stays.
 */
export type Translate = (text: string | Message) => string;

/** The language a person reads, and how a text is put into it. */
export interface Locale {
  readonly language: Language;
  readonly translate: Translate;
}

/** The language of the sources. */
export const ENGLISH: Locale = {
  language: "en",
  translate: (text) => typeof text === "string" ? fillSystemWords(text, "en") : String(text),
};
