import { Message, type MessageValue, ownText } from "../../i18n/message.ts";
import type { AddressType } from "../addresses/address_type.ts";

/** How an address is typed, `TCP-CONNECT:HOST:PORT`, and what it is, in the same words. */
export function describeAddress(
  { keyword, syntax, explain }: AddressType,
): { typed: string; meaning: Message } {
  const names = [...syntax.matchAll(/<([^>]+)>/g)].map(([, name]) => name!.toUpperCase());
  return {
    typed: keyword.toUpperCase() + inCapitals(syntax),
    meaning: explainMessage(explain, names.map(ownText)),
  };
}

/** What an address is, as a message with its parameters; in `explain` they are `$1` … */
export function explainMessage(explain: string, parameters: readonly MessageValue[]): Message {
  return new Message(explain.replace(/\$(\d)/g, "{$1}"), parameters);
}

/** `<host>` as `HOST`, as help and manual have it. */
export function inCapitals(text: string): string {
  return text.replace(/<([^>]+)>/g, (_, name: string) => name.toUpperCase());
}
