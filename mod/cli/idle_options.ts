/*
Options that could have no effect. Whoever types an option expects something of it; one that is ignored without
a word is taken for done: an encryption, a limit, a password. So the row of an option says itself when it is
idle, and the parser refuses it by its name.
*/

import { joined, type Message, msg, verbatim } from "../i18n/message.ts";
import type { Option, OptionTable, ParsedLine } from "./option.ts";
import { UsageError } from "./usage_error.ts";

/** Why an option is idle beside the rest of what was typed, in words that fit after `--name`; undefined: it is not. */
export type IdleRule = (line: ParsedLine) => Message | undefined;

/**
 * Options with one more rule each.
 *
 * @param rules the first that gives a reason counts, before those that the options have already
 */
export function idleBy<Table extends OptionTable>(table: Table, ...rules: readonly IdleRule[]): Table {
  const entries = Object.entries(table).map(([name, option]) => [name, idleOption(option, rules)]);
  return Object.fromEntries(entries) as Table;
}

/** The same for one option. */
export function idleOption<Value>(option: Option<Value>, rules: readonly IdleRule[]): Option<Value> {
  const all = option.idle === undefined ? rules : [...rules, option.idle];
  return { ...option, idle: (line) => firstReason(all, line) };
}

/** The option does nothing unless one of these is given: `needs --upload or --upload-only`. */
export function needsOneOf(...names: readonly string[]): IdleRule {
  const wanted = names.map((name) => verbatim(`--${name}`));
  return (line) => names.some((name) => isGiven(line, name)) ? undefined : msg`needs ${alternatives(wanted)}`;
}

/**
 * The option does nothing unless another one has one of these values: `needs --mode pool or --mode symmetric`. One that
 * may be given several times, and is not given, has them all.
 */
export function needsValue(name: string, ...values: readonly string[]): IdleRule {
  const wanted = values.map((value) => verbatim(`--${name} ${value}`));
  return ({ options }) => {
    const typed = [options[name]].flat();
    const has = typed.length === 0 || typed.some((value) => values.includes(String(value)));
    return has ? undefined : msg`needs ${alternatives(wanted)}`;
  };
}

/** Whether an option has another value than the one that it has when it is off. */
export function isGiven({ options }: ParsedLine, name: string): boolean {
  const value = options[name];
  return value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}

/**
 * Refuses an option that was typed and is idle.
 *
 * @param typed the names of the options that were typed
 * @throws {UsageError} that names it, and says why
 */
export function refuseIdle(table: OptionTable, typed: Iterable<string>, line: ParsedLine): void {
  for (const name of typed) {
    const reason = table[name]?.idle?.(line);
    if (reason !== undefined) throw new UsageError(msg`--${name} ${reason}`);
  }
}

function firstReason(rules: readonly IdleRule[], line: ParsedLine): Message | undefined {
  for (const rule of rules) {
    const reason = rule(line);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function alternatives(wanted: readonly Message[]): Message {
  const last = wanted.at(-1)!;
  return wanted.length === 1 ? last : msg`${joined(wanted.slice(0, -1), ", ")} or ${last}`;
}
