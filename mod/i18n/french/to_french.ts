import { frenchSpaces } from "../french_spaces.ts";
import { Message, renderMessage, type Sentences, verbatim } from "../message.ts";
import { PLACEHOLDER as NAMED } from "../sentence_pattern.ts";
import { translator } from "../translator.ts";
import { catalogue } from "./catalogue.ts";

const recognised = translator(catalogue, frenchSpaces);

/** A message, or a text of netlab's, in French; anything else as it is. */
export function toFrench(text: string | Message): string {
  return typeof text === "string" ? recognised(text) : renderMessage(withRecognised(text), FRENCH);
}

/** Sentences by their ids, while some are still written with names for their values. */
const BY_ID = new Map(Object.entries(catalogue).map(([english, french]) => numbered(english, french)));

/** How French says messages. */
export const FRENCH: Sentences = {
  find: (id) => BY_ID.has(id) ? frenchSpaces(BY_ID.get(id)!) : undefined,
  isSingular: (count) => Math.abs(count) < 2,
};

function numbered(english: string, french: string): [id: string, french: string] {
  const names = [...english.matchAll(NAMED)].map(([, name]) => name!);
  const number = (text: string) => text.replace(NAMED, (_, name) => `{${names.indexOf(name) + 1}}`);
  return [number(english), number(french)];
}

/** Sentences that are still made as strings are recognised where a message carries them. */
function withRecognised({ id, values }: Message): Message {
  const [first] = values;
  if (id === "{1}" && typeof first === "string") return verbatim(recognised(first));
  return new Message(id, values.map((value) => value instanceof Message ? withRecognised(value) : value));
}
