import { CalcError } from "./calc_error.ts";
import { readNumberLiteral, type Value } from "./number_literal.ts";

/** A word of an expression and where it starts. */
export type Token =
  | { readonly kind: "number"; readonly value: Value; readonly text: string; readonly at: number }
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  | { readonly kind: "operator"; readonly symbol: OperatorSymbol; readonly at: number };

/** Everything that is neither a number nor a name. */
export type OperatorSymbol = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "(" | ")" | "," | "=";

const blank = /[ \t\f\r\n]*/y;
const startsNumber = /\.?[0-9]/y;
const name = /(?:math\s*\.\s*)?[A-Za-z_][A-Za-z0-9_]*/y;
const symbol = /\*\*|\/\/|[-+*/%(),=]/y;

/**
 * Cuts an expression into words. The alphabet is the whole grammar's: a letter with an accent, an Arabic
 * digit, a quote, a comparison or a comment is a `bad-character` here, so nothing after this needs to think
 * about them.
 *
 * `math.sqrt` is one name, `sqrt`: the prefix is Python's way to say where a name comes from, and all of ours
 * come from there.
 *
 * @throws CalcError
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipBlank(text, 0);
  while (at < text.length) {
    const { token, end } = readToken(text, at);
    tokens.push(token);
    at = skipBlank(text, end);
  }
  return tokens;
}

function readToken(text: string, at: number): { token: Token; end: number } {
  if (matchLength(startsNumber, text, at) > 0) {
    const { value, end } = readNumberLiteral(text, at);
    return { token: { kind: "number", value, text: text.slice(at, end), at }, end };
  }
  const nameLength = matchLength(name, text, at);
  if (nameLength > 0) {
    const word = text.slice(at, at + nameLength).replace(/^math\s*\.\s*/, "");
    return { token: { kind: "name", name: word, at }, end: at + nameLength };
  }
  const symbolLength = matchLength(symbol, text, at);
  if (symbolLength === 0) throw new CalcError("bad-character", at, describeCharacter(text, at));
  const found = text.slice(at, at + symbolLength) as OperatorSymbol;
  return { token: { kind: "operator", symbol: found, at }, end: at + symbolLength };
}

function skipBlank(text: string, at: number): number {
  return at + matchLength(blank, text, at);
}

function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
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
