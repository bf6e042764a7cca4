/** Help for one address, `-h TCP-LISTEN`: what it is, and what becomes of each of its options there. */
import { ENGLISH, type Translate } from "../../i18n/locale.ts";
import { type System, thisSystem } from "../../system/system.ts";
import type { AddressType } from "../addresses/address_type.ts";
import { typeOf } from "../addresses/registry.ts";
import { parseAddress } from "../grammar/address.ts";
import type { OptionRow } from "../options/option.ts";
import { allOptions } from "../options/option_table.ts";
import { pairSupport } from "../options/pair_support.ts";
import { isTerminalMode } from "../options/terminal_options.ts";
import { lackNote } from "../system_lacks.ts";
import { describeAddress } from "./describe_address.ts";
import { TAKES } from "./option_takes.ts";

/** What stands above the parts. */
const HEADINGS = {
  options: "Options:",
  modes: "Modes of terminals:",
  modesOfProgram: "Modes of its terminal, with pty:",
  more: "-hhh adds the options that are accepted without effect here, and those that are not possible.",
  given: "Accepted, because it is so anyway:",
  idle: "Accepted, without effect here:",
  refused: "Not possible here:",
} as const;

const WIDTH = 100;

/**
 * The help for one type of address.
 *
 * @param text an address, or only its keyword
 * @param depth 2: with the options that have no effect, and those that are refused
 * @throws {import("../grammar/grammar_error.ts").GrammarError} for an unknown one
 * @throws {import("../relay_endpoint.ts").RelayError} for one that this runtime cannot have
 */
export function addressHelpText(
  text: string,
  depth: number,
  translate: Translate = ENGLISH.translate,
  system: System = thisSystem(),
): string {
  const address = parseAddress(text);
  const types = (address.kind === "single" ? [address] : [address.read, address.write]).map((each) =>
    typeOf(each, system)
  );
  return types.map((type) => `${linesOf(type, depth, translate, system).join("\n")}\n`).join("\n");
}

function linesOf(type: AddressType, depth: number, translate: Translate, system: System): string[] {
  const { typed, meaning } = describeAddress(type);
  const rows = Map.groupBy(allOptions(), (row) => pairSupport(row, type, system));
  const of = (support: "works" | "given" | "idle" | "refused") => rows.get(support) ?? [];
  const modes = of("works").filter(isTerminalMode);
  const named = (heading: string, those: readonly OptionRow[]) =>
    those.length === 0 ? [] : ["", translate(heading), ...wrapped(those.map(({ name }) => name))];
  const lack = lackNote(type.keyword, "address", system);
  return [
    [typed, ...type.aliases.map((alias) => alias.toUpperCase())].join("  "),
    `    ${translate(meaning)}`,
    ...lack === "" ? [] : [`    ${lack}`],
    "",
    translate(HEADINGS.options),
    ...of("works").filter((row) => !isTerminalMode(row)).map((row) => optionLine(row, translate)),
    ...named(type.groups.includes("exec") ? HEADINGS.modesOfProgram : HEADINGS.modes, modes),
    ...depth < 2 ? ["", translate(HEADINGS.more)] : [
      ...named(HEADINGS.given, of("given")),
      ...named(HEADINGS.idle, of("idle")),
      ...named(HEADINGS.refused, of("refused")),
    ],
  ];
}

function optionLine({ name, kind, aliases }: OptionRow, translate: Translate): string {
  const takes = TAKES[kind] === "" ? "" : translate(TAKES[kind]);
  return `    ${name.padEnd(26)} ${takes.padEnd(26)} ${aliases.join(" ")}`.trimEnd();
}

function wrapped(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length >= WIDTH) lines.push(`    ${name}`);
    else lines[lines.length - 1] = `${last} ${name}`;
  }
  return lines;
}
