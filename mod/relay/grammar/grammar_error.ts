import { replaceUnsafe } from "../../io/visible_text.ts";
import { hidePasswords } from "./hide_passwords.ts";

/** The details a {@linkcode GrammarError} may have besides the place. */
export interface GrammarErrorOptions {
  /** A few words under the caret: what to write instead, or what is wrong there. */
  readonly hint?: string;
}

/**
 * A mistake in an address, with the place of the mistake. The message is the sentence socat's users (and
 * their scripts) know; {@linkcode GrammarError.pointer} adds the two lines socat never had.
 */
export class GrammarError extends Error {
  override readonly name = "GrammarError";
  readonly code = "bad_address";
  /** The whole address as it was typed, but for the passwords in it. */
  readonly text: string;
  /** Index of the offending character in {@linkcode GrammarError.text}, in UTF-16 units. */
  readonly at: number;
  readonly hint: string | undefined;

  constructor(message: string, text: string, at: number, options: GrammarErrorOptions = {}) {
    const shown = hidePasswords(text);
    super(printable(text === "" ? message : message.replaceAll(text, () => shown.text)));
    this.text = shown.text;
    this.at = Math.min(shown.place(at), shown.text.length);
    this.hint = options.hint;
  }

  /**
   * The address and, below it, a caret under the offending character with the hint: two lines, no line end.
   */
  get pointer(): string {
    const shown = printable(this.text);
    const from = Math.max(0, this.at - 60);
    const part = shown.slice(from, from + 120);
    return `  ${part}\n  ${" ".repeat(this.at - from)}^${this.hint === undefined ? "" : ` ${this.hint}`}`;
  }
}

/**
 * A character of an address that would steer the terminal is shown as a question mark, so that places stay
 * the same.
 */
function printable(text: string): string {
  return replaceUnsafe(text, "?");
}
