/**
 * From the text of an address to its parts, without knowing any address type.
 *
 *     TCP-LISTEN:8080,reuseaddr,bind=127.0.0.1      keyword, one parameter, two options
 *     STDIN!!EXEC:'cat -u'                          dual: read from the left, write to the right
 *     ./file    -    3                              a bare path, stdio, a bare descriptor number
 *
 * The registry knows what the keyword means, how many parameters it wants and which options it
 * takes.
 */
import { type System, thisSystem } from "../../system/system.ts";
import { GrammarError } from "./grammar_error.ts";
import { lex } from "./lex.ts";

/** One `name` or `name=value` of an address, as typed. */
export interface OptionWord {
  /** Lower case. */
  readonly name: string;
  /** Quotes resolved; `undefined` when there was no `=`. */
  readonly value: string | undefined;
  /** Index of the name in the whole text. */
  readonly at: number;
}

/** One address: `KEYWORD:parameter:…,option,option=value`. */
export interface SingleAddress {
  readonly kind: "single";
  /** As typed, quotes resolved. */
  readonly keyword: string;
  readonly parameters: readonly string[];
  /** Index of each parameter in the whole text. */
  readonly parametersAt: readonly number[];
  readonly options: readonly OptionWord[];
  /** Index of the keyword in the whole text. */
  readonly at: number;
  /** The whole text, for messages. */
  readonly text: string;
}

/** `A!!B`: reads come from A, writes go to B. */
export interface DualAddress {
  readonly kind: "dual";
  readonly read: SingleAddress;
  readonly write: SingleAddress;
  readonly text: string;
}

/** Either form. */
export type RelayAddress = SingleAddress | DualAddress;

const DUAL = "!!";
const PARTS = [DUAL, ",", ":"];
const NAME_ENDS = [DUAL, ",", "="];
const VALUE_ENDS = [DUAL, ","];

/**
 * Cuts an address into its parts.
 *
 * @throws {GrammarError} pointing at the character where it stops making sense
 */
export function parseAddress(text: string, system: System = thisSystem()): RelayAddress {
  const left = parseSingle(text, 0, system);
  if (left.next >= text.length) return left.address;
  const right = parseSingle(text, left.next + DUAL.length, system);
  if (right.next < text.length) {
    throw new GrammarError(`syntax error in "${text}"`, text, right.next, {
      hint: "only two parts can be joined with !!",
    });
  }
  return { kind: "dual", read: left.address, write: right.address, text };
}

function parseSingle(text: string, at: number, system: System): { address: SingleAddress; next: number } {
  const keyword = lex(text, at, PARTS, system);
  const { parameters, parametersAt, next } = parseParameters(text, keyword.next, system);
  const options = parseOptions(text, next, system);
  const address: SingleAddress = {
    kind: "single",
    keyword: keyword.token,
    parameters,
    parametersAt,
    options: options.words,
    at,
    text,
  };
  return { address, next: options.next };
}

function parseParameters(
  text: string,
  from: number,
  system: System,
): { parameters: string[]; parametersAt: number[]; next: number } {
  const parameters: string[] = [];
  const parametersAt: number[] = [];
  let next = from;
  while (text[next] === ":") {
    parametersAt.push(next + 1);
    const parameter = lex(text, next + 1, PARTS, system);
    parameters.push(parameter.token);
    next = parameter.next;
  }
  return { parameters, parametersAt, next };
}

function parseOptions(text: string, from: number, system: System): { words: OptionWord[]; next: number } {
  const words: OptionWord[] = [];
  let next = from;
  while (text[next] === ",") {
    const at = skipCommas(text, next);
    const word = parseOption(text, at, system);
    next = word.next;
    if (word.option.name !== "") words.push(word.option);
  }
  return { words, next };
}

function skipCommas(text: string, from: number): number {
  let at = from;
  while (text[at] === ",") at++;
  return at;
}

function parseOption(text: string, at: number, system: System): { option: OptionWord; next: number } {
  const name = lex(text, at, NAME_ENDS, system);
  if (/^\s/.test(name.token)) {
    throw new GrammarError(`unknown option "${name.token}"`, text, at, { hint: "no blank after a comma" });
  }
  if (text[name.next] !== "=") {
    return { option: { name: name.token.toLowerCase(), value: undefined, at }, next: name.next };
  }
  const value = lex(text, name.next + 1, VALUE_ENDS, system);
  return { option: { name: name.token.toLowerCase(), value: value.token, at }, next: value.next };
}
