import type { Language } from "./text.ts";

/** A text in the language of the person who reads it, or as it is when there is no other version of it. */
export type Translate = (text: string) => string;

/** How a person is spoken to. */
export interface Voice {
  readonly language: Language;
  readonly translate: Translate;
}

/** The voice of the sources. */
export const ENGLISH: Voice = { language: "en", translate: (text) => text };
