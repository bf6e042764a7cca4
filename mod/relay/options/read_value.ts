import { GrammarError } from "../grammar/grammar_error.ts";
import type { OptionWord } from "../grammar/address.ts";
import type { OptionRow } from "./option.ts";

/** A value after reading: text, a number (times in milliseconds), or a switch. */
export type OptionValue = string | number | boolean;

/**
 * Turns the text of one option into its value.
 *
 * @throws {GrammarError} with socat's sentence: `value required`, `missing numerical value`, `trailing
 *   garbage`
 */
export function readValue(row: OptionRow, word: OptionWord, text: string): OptionValue {
  switch (row.kind) {
    case "flag":
      return word.value === undefined || integer(word, text) !== 0;
    case "constant":
      if (word.value === undefined) return true;
      throw new GrammarError(
        `no value permitted for option "${word.name}"`,
        text,
        word.at + word.name.length,
        {
          hint: `write ${word.name} alone`,
        },
      );
    case "byte":
      return byte(word, text);
    case "optional-text":
      return word.value ?? true;
    case "integer":
      return word.value === undefined ? 1 : integer(word, text);
    case "character":
      return characterCode(required(word, text)) ?? integer(word, text);
    case "time":
      return seconds(required(word, text), word, text) * 1000;
    case "mode":
      return octal(required(word, text), word, text);
    case "user":
    case "group":
      // A name does not begin with a digit.
      return /^\d/.test(required(word, text)) ? String(ownerNumber(word, text)) : word.value!;
    default:
      return required(word, text);
  }
}

/** What a character that is no number stands for: itself, or with `^` in front what Ctrl makes of it. */
function characterCode(value: string): number | undefined {
  if (/^[^\d]$/.test(value) && value < "\x80") return value.charCodeAt(0);
  return /^\^[@-_a-z]$/.test(value) ? value.toUpperCase().charCodeAt(1) & 31 : undefined;
}

function required(word: OptionWord, text: string): string {
  if (word.value !== undefined) return word.value;
  throw new GrammarError(`option "${word.name}": value required`, text, word.at + word.name.length, {
    hint: `write ${word.name}=…`,
  });
}

function integer(word: OptionWord, text: string): number {
  const value = word.value ?? "";
  const parts = /^\s*([+-]?)(0x[0-9a-f]+|0[0-7]*|\d+)/i.exec(value);
  if (parts === null) return fail("missing numerical value of", word, text, 0);
  if (parts[0].length < value.length) {
    return fail("trailing garbage in numerical arg of", word, text, parts[0].length);
  }
  const digits = parts[2]!;
  const magnitude = /^0[0-7]+$/.test(digits) ? parseInt(digits, 8) : Number(digits);
  return parts[1] === "-" ? -magnitude : magnitude;
}

function byte(word: OptionWord, text: string): number {
  const value = integer(word, text);
  if (value >= 0 && value <= 255) return value;
  return fail("byte value exceeds limit in", word, text, 0, "a number from 0 to 255 is wanted here");
}

/** To the system, 4294967295 means "as it is", and a larger number is another one: 4294967296 is root. */
function ownerNumber(word: OptionWord, text: string): number {
  const value = integer(word, text);
  if (value < 0xffffffff) return value;
  return fail("number exceeds limit in", word, text, 0, "a number from 0 to 4294967294 is wanted here");
}

function seconds(value: string, word: OptionWord, text: string): number {
  const parts = /^\d*\.?\d*/.exec(value)!;
  if (parts[0] === "" || parts[0] === ".") return fail("missing numerical value of", word, text, 0);
  if (parts[0].length < value.length) {
    return fail("trailing garbage in numerical arg of", word, text, parts[0].length);
  }
  return Number(value);
}

function octal(value: string, word: OptionWord, text: string): number {
  if (/^[0-7]+$/.test(value)) return parseInt(value, 8);
  return fail("missing numerical value of", word, text, 0, "octal digits are wanted here: 0644");
}

function fail(
  what: string,
  word: OptionWord,
  text: string,
  offset: number,
  hint = "a number is wanted here",
): never {
  const at = word.at + word.name.length + (word.value === undefined ? 0 : 1 + offset);
  throw new GrammarError(`parseopts(): ${what} option "${word.name}=${word.value ?? ""}"`, text, at, {
    hint,
  });
}
