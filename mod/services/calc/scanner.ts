import { CalcError } from "./calc_error.ts";
import { readNumberLiteral } from "./number_literal.ts";
import type { BinarySymbol } from "./operators.ts";
import type { Value } from "./value.ts";

/** A word of an expression and where it starts. */
export type Token =
  | { readonly kind: "value"; readonly value: Value; readonly at: number; readonly end: number }
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  | { readonly kind: "attribute"; readonly name: string; readonly at: number }
  | { readonly kind: "operator"; readonly symbol: OperatorSymbol; readonly at: number };

/** Everything that is neither a value nor a name. */
export type OperatorSymbol =
  | BinarySymbol
  | "~"
  | "and"
  | "or"
  | "not"
  | "if"
  | "else"
  | "("
  | ")"
  | ","
  | "=";

/** Every operator of two characters begins with one of these and ends with one of those. */
const firstOfTwo = new Set("*/<>=!");
const secondOfTwo = new Set("*/<>=");
const symbols = new Map(
  ["**", "//", "<<", ">>", "<=", ">=", "==", "!=", ..."-+*/%(),=<>&|^~"].map((symbol) => [symbol, symbol]),
) as ReadonlyMap<string, OperatorSymbol>;

const operatorWords = new Set<string>(["and", "or", "not", "if", "else"]);
const valueWords: ReadonlyMap<string, Value> = new Map([["True", true], ["False", false], ["None", null]]);
/** Words that Python keeps for itself (Language Reference 2.3.1) and that mean nothing here. */
const otherWords = new Set(
  ("as assert async await break class continue def del elif except finally for from global import in is " +
    "lambda nonlocal pass raise return try while with yield").split(" "),
);

/** How many ints there are that need not be made again. */
const keptIntegers = 256;
const integers = Array.from({ length: keptIntegers }, (_, n) => BigInt(n));

/**
 * Cuts an expression into words. The alphabet is the whole grammar's: a letter with an accent, an Arabic
 * digit, a quote or a bracket is a `bad-character` here, so nothing after this needs to think about them.
 *
 * Inside parentheses a line end is a blank; outside, only empty lines and comments may stand
 * before and after the expression. A carriage
 * return alone is no line end: on a terminal it would write one part of the expression over the other.
 */
export class Scanner {
  readonly #text: string;
  #at = 0;
  /** Index just after the last word. */
  end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * The next word, `undefined` at the end.
   *
   * @param nested inside parentheses
   * @throws CalcError
   */
  next(nested: boolean): Token | undefined {
    const at = this.#skipBlanks(nested);
    if (at === this.#text.length) return undefined;
    const token = this.#read(at, nested);
    this.end = this.#at;
    return token;
  }

  #read(at: number, nested: boolean): Token {
    const first = this.#text.charCodeAt(at);
    if (isDigit(first)) return this.#number(at);
    if (first === POINT) {
      return isDigit(this.#text.charCodeAt(at + 1)) ? this.#number(at) : this.#attribute(at, nested);
    }
    const name = this.#word(at);
    return name === undefined ? this.#symbol(at) : wordToken(name, at);
  }

  #number(at: number): Token {
    const short = this.#shortInteger(at);
    if (short !== undefined) {
      return { kind: "value", value: integers[short] ?? BigInt(short), at, end: this.#at };
    }
    const { value, end } = readNumberLiteral(this.#text, at);
    this.#at = end;
    return { kind: "value", value, at, end };
  }

  /** Nearly all numbers are ints of a few digits, and need nothing of what numbers can be. */
  #shortInteger(at: number): number | undefined {
    let number = 0;
    let end = at;
    let code = this.#text.charCodeAt(end);
    for (; isDigit(code); code = this.#text.charCodeAt(++end)) number = 10 * number + code - ZERO;
    const plain = end - at === 1 || (end - at <= 15 && this.#text.charCodeAt(at) !== ZERO);
    if (!plain || code === POINT || isWordCharacter(code)) return undefined;
    this.#at = end;
    return number;
  }

  #word(at: number): string | undefined {
    let end = at;
    while (isWordCharacter(this.#text.charCodeAt(end))) end++;
    if (end === at) return undefined;
    this.#at = end;
    return this.#text.slice(at, end);
  }

  /** A point, and the name after it. */
  #attribute(at: number, nested: boolean): Token {
    this.#at = at + 1;
    const name = this.#word(this.#skipBlanks(nested));
    if (name === undefined) throw new CalcError("unexpected", at, ".");
    return { kind: "attribute", name, at };
  }

  #symbol(at: number): Token {
    const first = this.#text[at]!;
    const second = firstOfTwo.has(first) ? this.#text[at + 1] : undefined;
    const two = second !== undefined && secondOfTwo.has(second) ? symbols.get(first + second) : undefined;
    const symbol = two ?? symbols.get(first);
    if (symbol === undefined) throw new CalcError("bad-character", at, describeCharacter(this.#text, at));
    this.#at = at + symbol.length;
    return { kind: "operator", symbol, at };
  }

  /** Where the next word begins. */
  #skipBlanks(nested: boolean): number {
    const text = this.#text;
    let lineStart: number | undefined;
    for (;; this.#at++) {
      const character = text[this.#at];
      if (character === " " || character === "\t" || character === "\f") continue;
      if (character === "#") this.#skipComment();
      else if (character === "\n") lineStart = this.#at + 1;
      else if (character !== "\r" || text[this.#at + 1] !== "\n") break;
    }
    const begins = this.end === 0 && lineStart === this.#at;
    if (lineStart !== undefined && !nested && !begins && this.#at < text.length) {
      throw new CalcError("unexpected-line", this.#at);
    }
    return this.#at;
  }

  /** To its last character. */
  #skipComment(): void {
    const text = this.#text;
    while (this.#at + 1 < text.length) {
      const next = text[this.#at + 1]!;
      if (next === "\n" || (next === "\r" && text[this.#at + 2] === "\n")) return;
      this.#at++;
      if (next === "\r" || next === "\0") {
        throw new CalcError("bad-character", this.#at, describeCharacter(text, this.#at));
      }
    }
  }
}

function wordToken(name: string, at: number): Token {
  if (operatorWords.has(name)) return { kind: "operator", symbol: name as OperatorSymbol, at };
  const value = valueWords.get(name);
  if (value !== undefined) return { kind: "value", value, at, end: at + name.length };
  if (otherWords.has(name)) throw new CalcError("unexpected", at, name);
  return { kind: "name", name, at };
}

const ZERO = 0x30;
const POINT = 0x2e;
const UNDERSCORE = 0x5f;

function isDigit(code: number): boolean {
  return code >= ZERO && code <= 0x39;
}

/** A letter, a digit or `_`. Beyond the end of the text there is NaN, which is none of them. */
function isWordCharacter(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || isDigit(code) || code === UNDERSCORE;
}

/**
 * A visible character as it is, any other by its number: an answer must not carry a control character to
 * somebody's terminal.
 */
function describeCharacter(text: string, at: number): string {
  const point = text.codePointAt(at)!;
  const character = String.fromCodePoint(point);
  if (/^[!-~]$/.test(character)) return character;
  const code = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `${character} (${code})` : code;
}
