import type { Language } from "./text.ts";

/** A text in the language of the person who reads it, or as it is when there is no other version of it. */
export type Translate = (text: string) => string;

/** The language a person reads, and how a text is put into it. */
export interface Locale {
  readonly language: Language;
  readonly translate: Translate;
}

/** The language of the sources. */
export const ENGLISH: Locale = { language: "en", translate: (text) => text };
