import type { Message } from "../../i18n/message.ts";
import type { Example } from "../command.ts";

/** What a manual page says, before it is put into roff. */
export interface Manual {
  /** As typed, such as `netlab files serve`; the page is called `netlab-files-serve`. */
  readonly name: string;
  /** In one line, without a capital at the start and a full stop at the end. */
  readonly summary: string;
  /** What is typed after the name, one line for each way of typing it. */
  readonly synopsis: readonly string[];
  readonly description?: string | undefined;
  /** Tables under headings. */
  readonly tables: readonly ManualTable[];
  readonly examples: readonly Example[];
  /** Other pages, by their names. */
  readonly seeAlso: readonly string[];
}

/** A heading and what stands below it. */
export interface ManualTable {
  readonly heading: Heading;
  readonly rows: readonly ManualRow[];
}

/** What can be typed, and what it means. */
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
