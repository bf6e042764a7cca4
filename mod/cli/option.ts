import { type Message, msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";

/**
 * One option of a command. A table of these is all that a command says about its options: parsing, types,
 * help, usage errors and shell completion are read off the same table, so that they cannot disagree.
 */
export interface Option<Value> {
  /** The kind of value: none, required, or one that may be left out. */
  readonly takes: "nothing" | "value" | "optional";
  /** What it does, without a capital at the start and a full stop at the end. */
  readonly help: string | Message;
  /** The value's name in help texts, such as `DIR`. */
  readonly value?: string;
  /** The value when the option is not given, as help shows it. */
  readonly shown?: string;
  /** One letter, for `-o`. */
  readonly short?: string;
  /** Other long names, without dashes, shown before the first. */
  readonly aliases?: readonly string[];
  /** Letters that stand for the option with a value: `{ "4": "4" }` makes `-4` mean `--ipv 4`. */
  readonly letters?: Readonly<Record<string, string>>;
  /** The values there are, where they can be listed. */
  readonly choices?: readonly string[];
  /** May be given several times. */
  readonly many?: boolean;
  /** Whether the next argument is this option's value, for `takes: "optional"`. */
  readonly accepts?: (argument: string) => boolean;
  /** Left out of help texts. */
  readonly hidden?: boolean;
  /**
   * Why it could have no effect beside the rest of what was typed: it is refused then, rather than ignored.
   *
   * @returns words that fit after `--name`, as in `needs --udp`; undefined: it has its effect.
   */
  readonly idle?: (line: ParsedLine) => Message | undefined;
  /** The value when the option is not given. */
  readonly absent: Value;
  /**
   * Makes the value from the typed texts (one for each time).
   *
   * @throws {MessageError} with words that fit after `--name`: `needs a number, not "x"`.
   */
  read(typed: readonly string[]): Value;
}

/** A command line that has been read, as the options that depend on one another see it. */
export interface ParsedLine {
  /** The values of the arguments, by their names. */
  readonly args: Readonly<Record<string, unknown>>;
  /** The values of all options, also of those that were not typed. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The options of a command, by their long names. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The options as a command gets them: each value by its option's name. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer Value> ? Value : never;
};

interface Common {
  help: string | Message;
  value?: string;
  short?: string;
  aliases?: readonly string[];
  hidden?: boolean;
}

/** An option that is there or not. */
export function flag(spec: Omit<Common, "value">): Option<boolean> {
  return { ...spec, takes: "nothing", absent: false, read: () => true };
}

/** An option with any text. */
export function text(spec: Common & { default: string }): Option<string>;
export function text(spec: Common): Option<string | undefined>;
export function text(spec: Common & { default?: string }): Option<string | undefined> {
  return { value: "TEXT", ...spec, takes: "value", absent: spec.default, shown: spec.default, read: last };
}

/** An option that may be given several times; `choices` are those that a shell completes. */
export function texts(spec: Common & { choices?: readonly string[] }): Option<readonly string[]> {
  return { value: "TEXT", ...spec, takes: "value", many: true, absent: [], read: (typed) => typed };
}

/** An option with one word out of a list. */
export function choice<const Word extends string>(
  spec: Common & { choices: readonly Word[]; default: NoInfer<Word>; letters?: Record<string, Word> },
): Option<Word>;
export function choice<const Word extends string>(
  spec: Common & { choices: readonly Word[]; letters?: Record<string, Word> },
): Option<Word | undefined>;
export function choice<const Word extends string>(
  spec: Common & { choices: readonly Word[]; default?: Word; letters?: Record<string, Word> },
): Option<Word | undefined> {
  return {
    value: spec.choices.join("|"),
    ...spec,
    takes: "value",
    absent: spec.default,
    shown: spec.default,
    read: (typed) => oneOf(spec.choices, last(typed)),
  };
}

/** Bounds of a number. */
export interface Bounds {
  min?: number;
  max?: number;
}

/** An option with a number, whole unless `fraction` is set. */
export function number(
  spec: Common & Bounds & { default: number; fraction?: boolean; shown?: string },
): Option<number>;
export function number(
  spec: Common & Bounds & { fraction?: boolean; shown?: string },
): Option<number | undefined>;
export function number(
  spec: Common & Bounds & { default?: number; fraction?: boolean; shown?: string },
): Option<number | undefined> {
  const shown = spec.shown ?? (spec.default === undefined ? undefined : String(spec.default));
  return {
    value: "N",
    ...spec,
    takes: "value",
    absent: spec.default,
    shown,
    read: (typed) => readNumber(last(typed), spec),
  };
}

/** An option whose value may be left out: `--trace` or `--trace=json`. */
export function optional<Value>(
  spec: Common & {
    /** The value when the option stands alone. */
    alone: Value;
    choices?: readonly string[];
    /**
     * Whether the argument after the option is meant for it; without this, only `--name=value` gives a value.
     */
    accepts?: (argument: string) => boolean;
    read(typed: string): Value;
  },
): Option<Value | undefined> {
  return {
    ...spec,
    takes: "optional",
    absent: undefined,
    read: (typed) => last(typed) === "" ? spec.alone : spec.read(last(typed)),
  };
}

/**
 * Makes a number from the typed text.
 *
 * @throws {MessageError} with words that fit after the name of the option or argument.
 */
export function readNumber(typed: string, { min, max, fraction }: Bounds & { fraction?: boolean }): number {
  const wellFormed = fraction ? /^\d+(\.\d+)?$|^\.\d+$/ : /^\d+$/;
  const value = wellFormed.test(typed) ? Number(typed) : NaN;
  if (value >= (min ?? 0) && value <= (max ?? Number.MAX_SAFE_INTEGER)) return value;
  const range = max === undefined ? (min ? msg` of at least ${min}` : "") : msg` from ${min ?? 0} to ${max}`;
  throw new MessageError(
    fraction
      ? msg`needs a number${range}, not "${typed}"`
      : msg`needs a whole number${range}, not "${typed}"`,
  );
}

/** One of the words, or an error that lists them. */
export function oneOf<Word extends string>(words: readonly Word[], typed: string): Word {
  const found = words.find((word) => word === typed);
  if (found !== undefined) return found;
  throw new MessageError(msg`needs one of ${words.join(", ")}, not "${typed}"`);
}

function last(typed: readonly string[]): string {
  return typed.at(-1) ?? "";
}
