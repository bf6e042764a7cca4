import type { PageView } from "./markdown/to_terminal.ts";

/** Something that the program's help explains although it is not a command. */
export interface Topic {
  /** As typed after `netlab help`. */
  readonly name: string;
  /** Its subject, in one line. */
  readonly summary: string;
  /** The whole text, without a line end after its last line; a page is laid out for where it is shown. */
  text(view?: PageView): Promise<string>;
  /** Of a page of the documentation: the same as HTML, to be printed. */
  html?(): Promise<string>;
}
