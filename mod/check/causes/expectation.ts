import type { Text } from "../../i18n/text.ts";

/** Parts of a conversation whose absence alone tells us something. */
export type Part =
  | "first client"
  | "another client"
  | "client that waited"
  | "OK"
  | "size"
  | "content"
  | "reason"
  | "end after the file"
  | "quotient"
  | "answers in order"
  | "line for the rest"
  | "any line but the first"
  | "a later line"
  | "message in pieces"
  | "E from one that lives"
  | "answer from one that lives"
  | "one datagram"
  | "line before anything has come"
  | "file without its beginning"
  | "file without its rest"
  | "file with its head"
  | "file as text"
  | "line before the other side speaks"
  | "line before the end"
  | "screen before a line is typed"
  | "screen before the end"
  | "silence of the one who is not to speak"
  | "end of the talk"
  | "answer for another client"
  | "connection upstream"
  | "time before a question"
  | "end before the client's"
  | "a time that goes on"
  | "status line"
  | "end of the head"
  | "status"
  | "body"
  | "end of the body"
  | "chunk"
  | "next client after a bad request"
  | "second request";

/** What should have come: as a text for people, and as much as they need to know for causes. */
export interface Expectation extends Text {
  readonly part?: Part;
  /** The exact text, where only one is right. */
  readonly exact?: string;
}

/**
 * Just this text, in quotes; of a long one its beginning.
 *
 * @param end its line end, if that is expected, too.
 */
export function quoted(text: string, end = ""): Expectation {
  if (text.length <= MOST_QUOTED) return { ...same(JSON.stringify(text + end)), exact: text };
  const beginning = JSON.stringify(text.slice(0, MOST_QUOTED));
  const { length } = new TextEncoder().encode(text + end);
  return {
    en: `${beginning} … ${length} bytes in all`,
    fr: `${beginning} … ${length} octets en tout`,
    exact: text,
  };
}

const MOST_QUOTED = 160;

/** Text that is written alike in both languages. */
export function same(text: string): Text {
  return { en: text, fr: text };
}
