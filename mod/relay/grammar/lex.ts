/**
 * The quoting rules of socat's address language, as one scanner.
 *
 * An address such as `SYSTEM:'date; cat',stderr` is cut into tokens at separators (`:` `,` `=` `!!`), but a
 * separator inside quotes or brackets belongs to the token. The rules, as socat's own scanner behaves:
 *
 * - `'…'` and `"…"` at the outermost level are removed; inside another pair they stay, because the inner text
 *   is usually an address or a command that will be scanned again.
 * - `(…)` `[…]` `{…}` stay always: `TCP6:[::1]:80` needs the colons protected, not the brackets removed.
 * - a backslash protects the next character; `\n \r \t \a \b \f \v \0` mean what they mean in C. Every level
 *   of scanning takes one level of backslashes away, in single quotes too: this surprises people who know the
 *   shell.
 * - on Windows a backslash stands between the parts of a path. There it protects only a quote and the character
 *   at which the scan would stop, and backslashes in front of these count by two; `C:\new\table` is a path, and no
 *   escape names a line end. A single quote after a letter is one: `C:\Users\O'Brien`.
 *
 * Where socat runs past the end of an unclosed quote, this scanner stops and says where the quote was opened.
 *
 * The scanner is pure: it knows nothing of addresses, and the same one splits the words of `EXEC:`.
 */
import { type System, thisSystem } from "../../system/system.ts";
import { GrammarError } from "./grammar_error.ts";

const BRACKETS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
/** Deeper than anybody nests by hand; keeps a hostile address from exhausting the stack. */
const DEEPEST = 200;

/** One token and where the text goes on after it. */
export interface Lexed {
  /** The token, quotes and escapes resolved. */
  readonly token: string;
  /** Index of the separator that ended it, or the length of the text. */
  readonly next: number;
}

/**
 * Reads one token of `text`, starting at index `from`, up to the first of `ends` that is neither quoted nor
 * nested.
 *
 * @returns the token and the index of what ended it
 * @throws {GrammarError} when a quote or bracket is never closed
 */
export function lex(
  text: string,
  from: number,
  ends: readonly string[],
  system: System = thisSystem(),
): Lexed {
  const scanner = new Scanner(text, from, system === "windows");
  const token = scanner.until(ends, 0);
  return { token, next: scanner.at };
}

class Scanner {
  readonly #text: string;
  readonly #windows: boolean;
  at: number;

  constructor(text: string, from: number, windows: boolean) {
    this.#text = text;
    this.#windows = windows;
    this.at = from;
  }

  until(ends: readonly string[], depth: number): string {
    let token = "";
    while (this.at < this.#text.length && !this.#ended(ends)) token += this.#piece(ends, depth);
    return token;
  }

  #ended(ends: readonly string[]): boolean {
    return ends.some((end) => this.#text.startsWith(end, this.at));
  }

  #piece(ends: readonly string[], depth: number): string {
    const character = this.#text[this.at]!;
    if (depth > DEEPEST) throw new GrammarError("address is nested too deeply", this.#text, this.at);
    if (character === '"' || character === "'" && !this.#isLetter()) return this.#quoted(character, depth);
    if (character in BRACKETS) return this.#enclosed(character, BRACKETS[character]!, depth);
    if (character === "\\") return this.#windows ? this.#separator(ends) : (this.at++, this.#escape());
    this.at++;
    return character;
  }

  /** Whether a single quote stands inside a name of Windows: `C:\Users\O'Brien`. */
  #isLetter(): boolean {
    return this.#windows && /[\p{L}\p{N}_]/u.test(this.#text[this.at - 1] ?? "");
  }

  #quoted(quote: string, depth: number): string {
    const opened = this.at++;
    const inner = quote === "'" ? this.#literal() : this.until([quote], depth + 1);
    this.#close(quote, opened, "quote");
    return depth > 0 ? quote + inner + quote : inner;
  }

  #literal(): string {
    let inner = "";
    while (this.at < this.#text.length && this.#text[this.at] !== "'") {
      const character = this.#text[this.at++]!;
      inner += character === "\\" && !this.#windows ? this.#escape() : character;
    }
    return inner;
  }

  #enclosed(open: string, close: string, depth: number): string {
    const opened = this.at++;
    const inner = this.until([close], depth + 1);
    this.#close(close, opened, "bracket");
    return open + inner + close;
  }

  #close(closer: string, opened: number, what: string): void {
    if (!this.#text.startsWith(closer, this.at)) {
      throw new GrammarError(`unexpected end of address "${this.#text}"`, this.#text, opened, {
        hint: `this ${what} is never closed`,
      });
    }
    this.at += closer.length;
  }

  /** Backslashes of Windows: between the parts of a path, or in front of what has to be protected. */
  #separator(ends: readonly string[]): string {
    const [slashes] = /^\\+/.exec(this.#text.slice(this.at))!;
    this.at += slashes.length;
    const character = this.#text[this.at];
    if (character === undefined || !(/["']/.test(character) || this.#ended(ends))) return slashes;
    const kept = slashes.slice(0, slashes.length / 2);
    if (slashes.length % 2 === 0) return kept;
    this.at++;
    return kept + character;
  }

  #escape(): string {
    const character = this.#text[this.at];
    if (character === undefined) return "";
    this.at++;
    return ESCAPES[character] ?? character;
  }
}
