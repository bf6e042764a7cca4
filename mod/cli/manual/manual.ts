import type { Message } from "../../i18n/message.ts";
import type { Example } from "../command.ts";

/** The contents of a manual page, before it is put into roff. */
export interface Manual {
  /** As typed, such as `netlab files serve`; the page is called `netlab-files-serve`. */
  readonly name: string;
  /** In one line, without a capital at the start and a full stop at the end. */
  readonly summary: string;
  /** The words to type after the name, one line for each way of typing them. */
  readonly synopsis: readonly string[];
  readonly description?: string | undefined;
  /** Tables under headings. */
  readonly tables: readonly ManualTable[];
  readonly examples: readonly Example[];
  /** Other pages, by their names. */
  readonly seeAlso: readonly string[];
}

/** A heading and the entries below it. */
export interface ManualTable {
  readonly heading: Heading;
  readonly rows: readonly ManualRow[];
}

/** Words that can be typed, and their meaning. */
export interface ManualRow {
  /** Spelled as typed; words in capitals stand for something else. */
  readonly head: string;
  readonly text: string | Message;
}

/** The headings that pages have. */
export type Heading =
  | "NAME"
  | "SYNOPSIS"
  | "DESCRIPTION"
  | "COMMANDS"
  | "TOPICS"
  | "ARGUMENTS"
  | "OPTIONS"
  | "ADDRESSES"
  | "EXIT STATUS"
  | "ENVIRONMENT"
  | "EXAMPLES"
  | "SEE ALSO";

/** The name of the file in which a command's page is kept, without its section. */
export function pageName(name: string): string {
  return name.replaceAll(" ", "-");
}
