import { closestString } from "@std/text/closest-string";
import type { OptionWord, SingleAddress } from "../grammar/address.ts";
import { GrammarError } from "../grammar/grammar_error.ts";
import { type System, systemTitle, thisSystem } from "../../system/system.ts";
import { lacksOption } from "../system_lacks.ts";
import type { OptionGroup, OptionRow } from "./option.ts";
import { allOptions, findOption } from "./option_table.ts";
import { type OptionValue, readValue } from "./read_value.ts";
import { lacksTerminal, refusedPair } from "./refused_pairs.ts";

/**
 * The options of one address, checked and read: every name known, fitting the address type, its value well
 * formed. The last of several wins, as in socat; {@linkcode Options.all} keeps them in order where order
 * matters.
 */
export class Options {
  readonly #values = new Map<string, OptionValue>();
  /** Names that somebody has asked for, to do what they say. */
  #asked = new Set<string>();
  /** Canonical name and value, in the order given. */
  readonly all: readonly (readonly [string, OptionValue])[];
  /** Names of options that were accepted but will have no effect here. */
  readonly withoutEffect: readonly string[];

  private constructor(entries: [OptionRow, OptionValue][], system: System = thisSystem()) {
    this.all = entries.map(([row, value]) => [row.name, value] as const);
    this.withoutEffect = entries.filter(([row]) =>
      row.support === "advice" || row.support === "hint" && system !== "linux"
    ).map(([row]) => row.name);
    for (const [name, value] of this.all) this.#values.set(name, value);
  }

  /**
   * Checks and reads the options of `address` against its type and the groups that this belongs to.
   *
   * @throws {GrammarError} unknown, unfitting or refused option, one that the system has not, or a bad value
   */
  static read(
    address: SingleAddress,
    { keyword, groups }: { readonly keyword: string; readonly groups: readonly OptionGroup[] },
    system: System = thisSystem(),
  ): Options {
    const given = address.options.map(({ name }) => findOption(name)?.name ?? name);
    return new Options(
      address.options.map((word) => {
        const row = known(word, address.text, groups);
        if (row.support === "refused") refuse(`: ${row.reason ?? "the runtime cannot"}`, word, address.text);
        if (row.group !== "any" && !groups.includes(row.group)) misplace(word, address.text);
        const lack = lacksOption(row.name, keyword, system);
        if (lack !== undefined) refuse(` on ${systemTitle(system)}: ${lack}`, word, address.text);
        const why = refusedPair(row.name, { keyword, groups }) ??
          lacksTerminal(row, { groups }, given);
        if (why !== undefined) refuse(` with this address type: ${why}`, word, address.text);
        return [row, readValue(row, word, address.text)];
      }),
      system,
    );
  }

  /** No options at all. */
  static none(): Options {
    return new Options([]);
  }

  /** The same options, for a look ahead that asks for nothing yet. */
  copy(): Options {
    const copy = new Options([]);
    for (const [name, value] of this.#values) copy.#values.set(name, value);
    return Object.assign(copy, { all: this.all, withoutEffect: this.withoutEffect });
  }

  /** The same options, with another value for one of them. */
  with(name: string, value: OptionValue): Options {
    const changed = new Options([]);
    for (const [each, old] of this.#values) changed.#values.set(each, each === name ? value : old);
    changed.#asked = this.#asked;
    return Object.assign(changed, { all: this.all, withoutEffect: this.withoutEffect });
  }

  /**
   * The names of those that had an effect to have and that nobody has asked for. Whoever opens an address asks
   * for what it does, so that after opening these are the ones that nothing came of.
   */
  unasked(): string[] {
    return [...this.#values.keys()].filter((name) =>
      !this.#asked.has(name) && !this.withoutEffect.includes(name) &&
      ["works", "hint"].includes(findOption(name)!.support)
    );
  }

  has(name: string): boolean {
    this.#asked.add(name);
    return this.#values.has(name);
  }

  /** A switch: present and not `=0`. */
  flag(name: string): boolean {
    this.#asked.add(name);
    const value = this.#values.get(name);
    return value !== undefined && value !== false && value !== 0 && value !== "0";
  }

  text(name: string): string | undefined {
    this.#asked.add(name);
    const value = this.#values.get(name);
    return typeof value === "string" ? value : undefined;
  }

  /** All values of an option that may be given several times, in the order given. */
  texts(name: string): string[] {
    this.#asked.add(name);
    return this.all.filter(([each]) => each === name).map(([, value]) => String(value));
  }

  number(name: string): number | undefined {
    this.#asked.add(name);
    const value = this.#values.get(name);
    return typeof value === "number" ? value : undefined;
  }
}

/** Checks names and values of options without asking whether they are available here. */
export function checkValues(address: SingleAddress): void {
  for (const word of address.options) readValue(known(word, address.text), word, address.text);
}

function known(word: OptionWord, text: string, groups: readonly OptionGroup[] = []): OptionRow {
  const row = findOption(word.name, groups);
  if (row !== undefined) return row;
  const names = allOptions().flatMap((each) => [each.name, ...each.aliases]);
  const near = closestString(word.name, names);
  throw new GrammarError(`parseopts_table(): unknown option "${word.name}"`, text, word.at, {
    hint: near === undefined ? "unknown option" : `unknown option; did you mean ${near}?`,
  });
}

function refuse(why: string, word: OptionWord, text: string): never {
  throw new GrammarError(`option "${word.name}" is not supported${why}`, text, word.at);
}

function misplace(word: OptionWord, text: string): never {
  throw new GrammarError(
    `parseopts_table(): option "${word.name}" not supported with this address type`,
    text,
    word.at,
  );
}
