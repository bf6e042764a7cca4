import { frenchSpaces } from "../french_spaces.ts";
import { type Message, renderMessage, type Sentences } from "../message.ts";
import { catalogue } from "./catalogue.ts";

/** A message, or a text of netlab's, in French; anything else as it is. */
export function toFrench(text: string | Message): string {
  return typeof text === "string" ? FRENCH.find(text) ?? text : renderMessage(text, FRENCH);
}

/** How French says messages. */
export const FRENCH: Sentences = {
  find: (id) => Object.hasOwn(catalogue, id) ? frenchSpaces(catalogue[id]!) : undefined,
  isSingular: (count) => Math.abs(count) < 2,
};
