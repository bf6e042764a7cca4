import { type System, thisSystem } from "../system/system.ts";
import { dayText, decimalText, sizeText } from "./number_text.ts";
import type { Language } from "./text.ts";
import { fillSystemWords } from "../system/system_words.ts";

/**
 * # Messages for people
 *
 * Code that finds out that something is wrong rarely knows who will read about it, or in which
 * language. It therefore does not make a finished sentence but a value: the fixed words, which are
 * the message's name in every catalogue, and the values between them.
 *
 *     throw new MessageError(msg`Cannot connect to ${where}: ${reason}`);
 *
 * It is English by itself (`String(message)`, `error.message`), for logs, for programs and for users of the
 * library. Where a person is spoken to, the locale looks the fixed words up, exactly as they are, and puts
 * the values into the French. Values are never looked up: a file called `no such file` stays that. A value
 * that is a message itself speaks the same language as the one around it; that is how a reason finds its way
 * into a sentence.
 *
 * The wrong choice for text that programs read: access lines, `--stats`, traces, JSON and
 * `listening on` are strings, in one language always.
 */
export class Message {
  /**
   * The fixed words with a number for each value, `Cannot connect to {1}: {2}`: this text is looked
   * up in a catalogue.
   */
  readonly id: string;
  /** The values in place of `{1}`, `{2}` … */
  readonly values: readonly MessageValue[];

  /** Makes a message of its fixed words and its values. */
  constructor(id: string, values: readonly MessageValue[]) {
    this.id = id;
    this.values = values;
  }

  /** The message in English. */
  toString(): string {
    return renderMessage(this, ENGLISH_SENTENCES);
  }
}

/**
 * The values allowed in a message: text and numbers as they are, and other messages, which are
 * translated by themselves.
 */
export type MessageValue = string | number | bigint | Message;

/**
 * Makes a message: ``msg`Cannot connect to ${where}: ${reason}` ``.
 *
 * Its French is written in the catalogue (`mod/i18n/french`) under its id; a test says which are missing.
 */
export function msg(words: TemplateStringsArray, ...values: MessageValue[]): Message {
  return new Message(messageId(words), values);
}

/** The id of a template with these fixed parts. */
export function messageId(parts: readonly string[]): string {
  return parts.map((part, index) => index === 0 ? part : `{${index}}${part}`).join("");
}

/**
 * Somebody else's words, or text that is the same in all languages, as a message: a peer's words,
 * the name of a file, an error of a library that knows nothing of messages.
 */
export function verbatim(text: string): Message {
  return new Message("{1}", [text]);
}

/**
 * A whole text of the program's own that is kept as a string elsewhere, such as the name of an argument in
 * the help: looked up as it is. Never for text from outside.
 */
export function ownText(text: string): Message {
  return new Message(text, []);
}

/** `netlab files get: …`: the speaker, in front of the sentence. */
export function prefixed(speaker: MessageValue, message: MessageValue): Message {
  return new Message("{1}: {2}", [speaker, message]);
}

/** Messages one after another, with punctuation or spaces between them. */
export function joined(messages: readonly MessageValue[], separator: string): Message {
  return new Message(messages.map((_, index) => `{${index + 1}}`).join(separator), messages);
}

/**
 * The one message for a single thing, the other for several: ``plural(count, msg`${count} client`,
 * msg`${count} clients`)``. Each language decides by itself whether there is only one; French says _0
 * client_.
 */
export function plural(count: number, one: Message, several: Message): Message {
  return new Message(PLURAL, [count, one, several]);
}

/** `1 second`, `0.5 seconds`, `2 seconds`. */
export function secondsMessage(count: number): Message {
  const shown = decimalMessage(count);
  return plural(count, msg`${shown} second`, msg`${shown} seconds`);
}

/** A number of bytes, as people of each language read it: `1.5 MB`, `1,5 Mo`. */
export function sizeMessage(bytes: number): Message {
  return new Message(SIZE, [bytes]);
}

/** A number with the decimal sign of each language. @param digits behind it. @default as many as there are */
export function decimalMessage(value: number, digits?: number): Message {
  return new Message(DECIMAL, [digits === undefined ? String(value) : value.toFixed(digits)]);
}

/** A day (UTC), as it is written in each language. @param time milliseconds since 1970 */
export function dayMessage(time: number): Message {
  return new Message(DAY, [new Date(time).toISOString().slice(0, 10)]);
}

const PLURAL = "{plural}";
const SIZE = "{size}";
const DECIMAL = "{decimal}";
const DAY = "{day}";

/** How a language says messages. */
export interface Sentences {
  readonly language: Language;
  /** The sentence with the id's numbers in it, in any order; `undefined` where the language has none. */
  find(id: string): string | undefined;
  /** Whether the language uses the singular for this number. */
  isSingular(count: number): boolean;
}

const ENGLISH_SENTENCES: Sentences = { language: "en", find: (id) => id, isSingular: (count) => count === 1 };

/**
 * The same message with another text in place of each of its values, down to the innermost: to escape or to
 * shorten them.
 */
export function withTexts({ id, values }: Message, change: (text: string) => string): Message {
  const changed = (value: MessageValue) =>
    value instanceof Message ? withTexts(value, change) : typeof value === "string" ? change(value) : value;
  return new Message(id, values.map(changed));
}

/**
 * The message in a language, with the words of a system in it; English where the language does not have it.
 */
export function renderMessage(
  { id, values }: Message,
  sentences: Sentences,
  system: System = thisSystem(),
): string {
  const say = (value: MessageValue) =>
    value instanceof Message ? renderMessage(value, sentences, system) : String(value);
  switch (id) {
    case PLURAL:
      return say(values[sentences.isSingular(Number(values[0])) ? 1 : 2]!);
    case SIZE:
      return sizeText(Number(values[0]), sentences.language);
    case DECIMAL:
      return decimalText(String(values[0]), sentences.language);
    case DAY:
      return dayText(String(values[0]), sentences.language);
  }
  const sentence = fillSystemWords(sentences.find(id) ?? id, sentences.language, system);
  return sentence.replace(VALUE_PLACE, (_, number) => say(values[number - 1] ?? ""));
}

/** The place of a value in an id. */
export const VALUE_PLACE = /\{(\d+)\}/g;

/** A message as it crosses an isolate: plain data, which classes are not. */
export interface MessageData {
  readonly id: string;
  readonly values: readonly (string | number | bigint | MessageData)[];
}

/** The message as plain data, for `postMessage` and JSON (as long as no value is a `bigint`). */
export function messageData({ id, values }: Message): MessageData {
  return { id, values: values.map((value) => value instanceof Message ? messageData(value) : value) };
}

/** The message that was made to plain data. */
export function messageFrom({ id, values }: MessageData): Message {
  return new Message(id, values.map((value) => typeof value === "object" ? messageFrom(value) : value));
}
