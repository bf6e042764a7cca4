import { joined, msg, ownText } from "../i18n/message.ts";
import { messageOf } from "../i18n/message_error.ts";
import type { AnyCommand } from "./command.ts";
import { refuseIdle } from "./idle_options.ts";
import type { Option, OptionTable } from "./option.ts";
import type { PositionalTable } from "./positional.ts";
import { UsageError } from "./usage_error.ts";

/** The values on the command line, by name. */
export interface Parsed {
  readonly args: Record<string, unknown>;
  readonly options: Record<string, unknown>;
  readonly help: boolean;
}

/**
 * Reads a command line by a command's tables.
 *
 * Every spelling (`--dir=x`, `--dir x`, `-d x`, `-4`, `-ipv 4`) is first brought to one form, a name and its value, in
 * which a mistake can be told from a value.
 *
 * @throws {UsageError} with a sentence, and a suggestion where a name was nearly right; also for an option
 *   that could have no effect.
 */
export function parseCommandLine(command: AnyCommand, argv: readonly string[]): Parsed {
  const { named, positional } = new Spelling(command).normalise(argv);
  if (named.some(({ name }) => name === "help")) return { args: {}, options: {}, help: true };
  refuseTwice(command.options, named);
  const line = {
    args: readPositionals(command.args, positional),
    options: readOptions(command.options, named),
  };
  refuseIdle(command.options, new Set(named.map(({ name }) => name)), line);
  return { ...line, help: false };
}

/** Two of several words that exclude each other: whoever typed them may have meant either. Of figures the last counts. */
function refuseTwice(table: OptionTable, named: readonly Named[]): void {
  const first = new Map<string, string>();
  for (const { name, value } of named) {
    const before = first.get(name);
    first.set(name, value);
    if (before === undefined || before === value || !isChoice(table[name])) continue;
    throw new UsageError(msg`--${name} is given twice, as "${before}" and as "${value}"`);
  }
}

function isChoice(option: Option<unknown> | undefined): boolean {
  return option?.choices !== undefined && option.many !== true;
}

function readOptions(table: OptionTable, named: readonly Named[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(table)) {
    const typed = named.filter((each) => each.name === name).map(({ value }) => value);
    values[name] = typed.length === 0 ? option.absent : readOne(name, option, typed);
  }
  return values;
}

function readOne(name: string, option: Option<unknown>, typed: string[]): unknown {
  try {
    return option.read(typed);
  } catch (error) {
    throw new UsageError(msg`--${name} ${messageOf(error)}`);
  }
}

function readPositionals(table: PositionalTable, typed: readonly string[]): Record<string, unknown> {
  const left = [...typed];
  const values: Record<string, unknown> = {};
  try {
    for (const [name, positional] of Object.entries(table)) values[name] = positional.take(left);
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
  if (left.length > 0) throw new UsageError(msg`too many arguments: "${left[0]!}" is one more than expected`);
  return values;
}

interface Named {
  readonly name: string;
  readonly value: string;
}

/** Brings options to one spelling and keeps positional arguments apart. */
class Spelling {
  readonly #command: AnyCommand;
  readonly #table: OptionTable;
  readonly #names = new Map<string, string>();
  readonly #letters = new Map<string, { name: string; value?: string }>([["h", { name: "help" }]]);
  #named: Named[] = [];
  #positional: string[] = [];
  #left: string[] = [];

  constructor(command: AnyCommand) {
    this.#command = command;
    this.#table = command.options;
    this.#names.set("help", "help");
    for (const [name, option] of Object.entries(this.#table)) {
      for (const each of [name, ...option.aliases ?? []]) this.#names.set(each, name);
      if (option.short) this.#letters.set(option.short, { name });
      for (const [letter, value] of Object.entries(option.letters ?? {})) {
        this.#letters.set(letter, { name, value });
      }
    }
  }

  normalise(argv: readonly string[]): { named: Named[]; positional: string[] } {
    this.#left = [...argv];
    for (let arg = this.#left.shift(); arg !== undefined; arg = this.#left.shift()) {
      if (arg === "--") this.#positional.push(...this.#left.splice(0));
      else if (arg.startsWith("--")) this.#long(arg.slice(2));
      else if (this.#isPositional(arg)) this.#positional.push(arg);
      else this.#short(arg);
    }
    return { named: this.#named, positional: this.#positional };
  }

  /** A bare dash, or a negative number or expression where no option has that letter. */
  #isPositional(arg: string): boolean {
    return !/^-./.test(arg) || (/^-[\d.(]/.test(arg) && !this.#letters.has(arg.slice(1)));
  }

  #long(text: string): void {
    const equals = text.indexOf("=");
    const typed = equals === -1 ? text : text.slice(0, equals);
    const name = this.#names.get(typed);
    if (name === undefined) throw this.#unknown(typed);
    this.#add(name, equals === -1 ? undefined : text.slice(equals + 1));
  }

  /** `-q`, `-o FILE`, `-oFILE`, `-qv`; and `-ipv 4`, as the sheets write it. */
  #short(arg: string): void {
    const word = arg.slice(1);
    if (word.length > 1 && this.#names.has(word)) return this.#add(this.#names.get(word)!, undefined);
    for (let at = 0; at < word.length; at++) {
      const letter = this.#letters.get(word[at]!);
      if (letter === undefined) throw this.#unknownLetter(word[at]!);
      if (letter.value === undefined && this.#table[letter.name]?.takes === "value") {
        return this.#add(letter.name, at + 1 < word.length ? word.slice(at + 1) : undefined);
      }
      this.#add(letter.name, letter.value);
    }
  }

  #add(name: string, inline: string | undefined): void {
    const takes = this.#table[name]?.takes ?? "nothing";
    if (takes === "nothing") {
      if (inline !== undefined) throw new UsageError(msg`--${name} takes no value`);
      this.#named.push({ name, value: "" });
    } else {
      this.#named.push({ name, value: inline ?? this.#next(name, takes) });
    }
  }

  #next(name: string, takes: "value" | "optional"): string {
    const next = this.#left[0];
    if (takes === "optional") {
      const isValue = next !== undefined && !this.#looksLikeOption(next) &&
        this.#table[name]?.accepts?.(next);
      return isValue ? this.#left.shift()! : "";
    }
    if (next === undefined || this.#looksLikeOption(next)) throw new UsageError(msg`--${name} needs a value`);
    return this.#left.shift()!;
  }

  /**
   * The word that was probably meant: an option with nearly the same name, or an argument that is
   * known by its place.
   */
  #unknown(typed: string): UsageError {
    const option = `--${typed}`;
    const offered = [...this.#names].filter(([, own]) => !this.#table[own]?.hidden).map(([each]) => each);
    const part = offered.find((each) => each.split("-").includes(typed));
    const places = this.#places();
    const near = part ?? places.find((place) => place === typed) ?? nearest(typed, [...offered, ...places]);
    if (near === undefined) return new UsageError(msg`unknown option ${option}`);
    if (!this.#names.has(near)) return this.#standsByItself(option, near);
    return new UsageError(msg`unknown option ${option}; did you mean --${near}?`);
  }

  /** A letter that no option has; `-p` is what many programs call what has its place here. */
  #unknownLetter(letter: string): UsageError {
    const place = this.#places().find((each) => each.startsWith(letter));
    return place === undefined
      ? new UsageError(msg`unknown option ${`-${letter}`}`)
      : this.#standsByItself(`-${letter}`, place);
  }

  /** The names of the arguments that are known by their place, in lower case. */
  #places(): string[] {
    const usages = Object.values(this.#command.args).map(({ usage }) => usage);
    return usages.flatMap((each) => each.match(/[A-Z]+/g) ?? []).map((each) => each.toLowerCase());
  }

  #standsByItself(option: string, place: string): UsageError {
    const { name, args } = this.#command;
    const usages = Object.values(args).map(({ usage }) => ownText(usage));
    return new UsageError(
      msg`unknown option ${option}; ${place.toUpperCase()} stands by itself: netlab ${name} ${
        joined(usages, " ")
      }`,
    );
  }

  #looksLikeOption(arg: string): boolean {
    return arg === "--" || (arg.startsWith("--") && this.#names.has(arg.slice(2).split("=")[0]!));
  }
}

/**
 * The word that was probably meant, if one is near enough: at most a third of the letters differ, or one is
 * the start of the other.
 */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || typed === "") return undefined;
  const started = candidates.find((each) => typed.length > 1 && each.startsWith(typed));
  if (started !== undefined) return started;
  const far = (each: string) => distance(typed.toLowerCase(), each.toLowerCase());
  const best = candidates.reduce((best, each) => far(each) < far(best) ? each : best);
  return distance(typed, best) <= Math.max(1, Math.ceil(best.length / 3)) ? best : undefined;
}

/** Letters to change, add, drop or swap with their neighbour (the optimal string alignment distance). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(change, row[j]! + 1, next[j - 1]! + 1, swapped ? before[j - 2]! + 1 : Infinity);
    }
    [before, row] = [row, next];
  }
  return row.at(-1)!;
}
