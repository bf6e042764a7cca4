import { frenchSpaces } from "../french_spaces.ts";
import { type Message, renderMessage, type Sentences } from "../message.ts";
import { type System, thisSystem } from "../../system/system.ts";
import { fillSystemWords } from "../../system/system_words.ts";
import { catalogue } from "./catalogue.ts";

/** A message, or a text of netlab's, in French; anything else as it is. */
export function toFrench(text: string | Message, system: System = thisSystem()): string {
  return typeof text === "string"
    ? fillSystemWords(FRENCH.find(text) ?? text, "fr", system)
    : renderMessage(text, FRENCH, system);
}

/** How French says messages. */
export const FRENCH: Sentences = {
  language: "fr",
  find: (id) => Object.hasOwn(catalogue, id) ? frenchSpaces(catalogue[id]!) : undefined,
  isSingular: (count) => Math.abs(count) < 2,
};
