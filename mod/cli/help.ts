import { msg, ownText, verbatim } from "../i18n/message.ts";
import { type System, thisSystem } from "../system/system.ts";
import { examplesFor } from "./command.ts";
import type { AnyCommand, CommandEntry, CommandGroup, Registry } from "./command.ts";
import { ENGLISH, type Translate } from "../i18n/locale.ts";
import type { Option } from "./option.ts";
import { translateMetavars, translateParagraph } from "../i18n/translate_help.ts";
import type { Topic } from "./topic.ts";

/** The program's own help: every command and topic in a line, and how to go on. */
export function programHelp(
  registry: Registry,
  topics: readonly Topic[] = [],
  translate: Translate = ENGLISH.translate,
): string {
  const rows = registry.map((each) => [nameOf(each), translate(each.summary)] as const);
  const example = "netlab files serve --dir .";
  return [
    translate("netlab: a network toolbox and laboratory in one program"),
    "",
    translate("Usage: netlab COMMAND …"),
    "",
    ...table(rows),
    "",
    translate("Example:"),
    `  ${example}      ${translate("let others fetch the files of this folder")}`,
    "",
    ...topicsHelp(topics, translate),
    translate("netlab COMMAND --help tells more; netlab --version tells the version."),
  ].join("\n");
}

function topicsHelp(topics: readonly Topic[], translate: Translate): string[] {
  if (topics.length === 0) return [];
  const rows = topics.filter(({ html }) => html === undefined).map(({ name, summary }) =>
    [name, summary] as const
  );
  const pages = namesInLines(topics.filter(({ html }) => html !== undefined).map(({ name }) => name));
  return [
    translate("netlab help TOPIC explains:"),
    ...table(rows),
    "",
    ...(pages.length === 0 ? [] : [
      translate("netlab help PAGE shows a page of the documentation, --html prints it:"),
      ...pages,
      "",
    ]),
  ];
}

/** Names beside each other, in lines of a terminal. */
function namesInLines(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 2 + name.length < 78) {
      lines[lines.length - 1] = `${last}, ${name}`;
    } else lines.push(`  ${name}`);
  }
  return lines.map((line, index) => index < lines.length - 1 ? `${line},` : line);
}

/** The help of a group of commands. */
export function groupHelp(group: CommandGroup, translate: Translate = ENGLISH.translate): string {
  const rows = group.commands.map((each) =>
    [`netlab ${group.name} ${each.verb}`, translate(each.summary)] as const
  );
  return [
    `${translate(msg`netlab ${group.name}:`)} ${translate(group.summary)}`,
    "",
    ...table(rows),
    "",
    translate("Example:"),
    `  ${group.example.command}`,
    `      ${translate(group.example.does)}`,
    "",
    translate(msg`netlab ${group.name} COMMAND --help tells more.`),
  ].join("\n");
}

/** The help of one command, read off its tables. */
export function commandHelp(
  command: AnyCommand,
  translate: Translate = ENGLISH.translate,
  system: System = thisSystem(),
): string {
  const { args, description } = command;
  const examples = examplesFor(command.examples, system);
  const positionals = Object.values(args).map((each) =>
    [translateMetavars(each.usage, translate), translate(each.help)] as const
  );
  return [
    `${translate(msg`netlab ${command.name}:`)} ${translate(command.summary)}`,
    "",
    usageLine(command, translate),
    ...(description ? ["", translateParagraph(description, translate)] : []),
    ...(positionals.length > 0 ? ["", ...table(positionals)] : []),
    "",
    translate("Options:"),
    ...table(optionRows(command, translate)),
    ...(examples.length > 0 ? ["", translate("Examples:")] : []),
    ...examples.flatMap((each) => [`  ${each.command}`, `      ${translate(each.does)}`]),
  ].join("\n");
}

/** How a command is typed, in one line. */
export function usageLine(command: AnyCommand, translate: Translate = ENGLISH.translate): string {
  const args = Object.values(command.args).map((each) => translateMetavars(each.usage, translate));
  return [translate("Usage:"), "netlab", command.name, ...args, translate("[options]")].join(" ");
}

/** Each option as it is typed, and what it does. */
export function optionRows(command: AnyCommand, translate: Translate): [string, string][] {
  const rows = Object.entries(command.options)
    .filter(([, option]) => !option.hidden)
    .map(([name, option]): [string, string] => [
      translateMetavars(spelling(name, option), translate),
      describe(option, translate),
    ]);
  return [...rows, ["-h, --help", translate("show this help")]];
}

function spelling(name: string, option: Option<unknown>): string {
  const letters = [option.short, ...Object.keys(option.letters ?? {})].filter((letter) =>
    letter !== undefined
  );
  const others = (option.aliases ?? []).map((alias) => `--${alias}, `);
  const short = [...letters.map((letter) => `-${letter}, `), ...others].join("");
  if (option.takes === "nothing") return `${short}--${name}`;
  return option.takes === "value"
    ? `${short}--${name} ${option.value}`
    : `${short}--${name}${option.value === undefined ? "" : `[=${option.value}]`}`;
}

function describe({ help, shown, choices = [] }: Option<unknown>, translate: Translate): string {
  const said = translate(help);
  if (shown === undefined || shown === "") return said;
  // A word that can be typed is the same in every language.
  const value = choices.includes(shown) ? verbatim(shown) : ownText(shown);
  return `${said} ${translate(msg`(default ${value})`)}`;
}

/** Two columns, the second one aligned; a long entry in the first pushes its text to the next line. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(Math.max(...rows.map(([left]) => left.length)), 30);
  return rows.flatMap(([left, right]) =>
    left.length > width
      ? [`  ${left}`, `  ${" ".repeat(width)}  ${right}`]
      : [`  ${left.padEnd(width)}  ${right}`]
  );
}

function nameOf(each: CommandGroup | CommandEntry): string {
  return "commands" in each ? each.name : each.verb;
}
