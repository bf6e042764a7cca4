import { CalcError } from "./calc_error.ts";
import type { Numeric } from "./value.ts";

/** A number found in a text and the index just after it. */
export interface NumberFound {
  readonly value: Numeric;
  readonly end: number;
}

const digits = "[0-9](?:_?[0-9])*";
const floating = new RegExp(
  `(?:${digits})?\\.(?:${digits})(?:[eE][+-]?${digits})?|${digits}\\.(?:[eE][+-]?${digits})?|${digits}[eE][+-]?${digits}`,
  "y",
);
const based = /0(?:[xX](?:_?[0-9a-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)/y;
const decimal = new RegExp(digits, "y");
/** Characters that may not touch the end of a number: `1_`, `0x`, `12abc`, `1.2.3`, `1j`. */
const continues = /[0-9A-Za-z_.]/;
/** What may all the same, as in `1or 2`. */
const operatorWord = /(?:and|else|if|or)(?![0-9A-Za-z_])/y;
/** The point of `1.5.is_integer()`. */
const attributePoint = /\.(?![0-9.])/y;

/**
 * Reads the number that starts at `start`, by Python's rules (Language Reference 2.4.5 and 2.4.6): `_`
 * between digits, `0x` `0o` `0b`, no leading zero in a decimal int except in zero itself, `08.5` but not
 * `08`.
 *
 * @throws CalcError "bad-number" or "leading-zero"
 */
export function readNumberLiteral(text: string, start: number): NumberFound {
  const float = matchAt(floating, text, start);
  const withPrefix = float ?? matchAt(based, text, start);
  const word = withPrefix ?? matchAt(decimal, text, start);
  if (word === undefined || !endsAt(text, start, word, withPrefix === undefined)) {
    throw new CalcError("bad-number", start, wholeWord(text, start));
  }
  const plain = word.replaceAll("_", "");
  if (float !== undefined) return { value: Number(plain), end: start + word.length };
  if (/^0+[1-9]/.test(plain)) throw new CalcError("leading-zero", start, word);
  return { value: BigInt(plain), end: start + word.length };
}

/** Whether the number `word` may end where it does. */
function endsAt(text: string, start: number, word: string, isDecimal: boolean): boolean {
  const end = start + word.length;
  if (!continues.test(text[end] ?? "")) return true;
  // A decimal int would take the point for its own.
  if (text[end] === ".") return !isDecimal && matchAt(attributePoint, text, end) !== undefined;
  // `0or 1` begins an octal number.
  return matchAt(operatorWord, text, end) !== undefined && !(word === "0" && text[end] === "o");
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The part of the text that looks like one word, for the sentence; at most 20 characters of it. */
function wholeWord(text: string, start: number): string {
  return /^[0-9A-Za-z_.]*/.exec(text.slice(start, start + 20))![0];
}
