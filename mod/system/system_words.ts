/**
 * Words of a text that each system has for itself. A text names one in braces, `{end-key} ends it`, and the
 * place is filled where the text is shown; what a user or a peer said is never looked at.
 */
import type { Language, Text } from "../i18n/text.ts";
import { type System, thisSystem } from "./system.ts";

const WORDS: Readonly<Record<string, Readonly<Record<System, string | Text>>>> = {
  /** What is typed at a terminal to end the input. */
  "end-key": {
    linux: "Ctrl-D",
    darwin: "Ctrl-D",
    windows: { en: "Ctrl-Z and Enter", fr: "Ctrl-Z puis Entrée" },
  },
  /** The folder that a client of the sheets saves into. */
  "temporary-folder": { linux: "/tmp", darwin: "/tmp", windows: "%TEMP%" },
  /** Shows how many connections wait for each listener. */
  "show-listeners": { linux: "ss -ltn, netstat -tln", darwin: "netstat -Lan", windows: "netstat -an" },
  /** How Python is called. */
  "python": { linux: "python3", darwin: "python3", windows: "py" },
};

/** The places of such words in a text. */
const SYSTEM_WORD = /\{([a-z]+(?:-[a-z]+)*)\}/g;

/** Fills in the words of the system; braces with any other name stay. */
export function fillSystemWords(text: string, language: Language, system: System = thisSystem()): string {
  return text.replace(SYSTEM_WORD, (place, name: string) => {
    const word = Object.hasOwn(WORDS, name) ? WORDS[name]![system] : place;
    return typeof word === "string" ? word : word[language];
  });
}
