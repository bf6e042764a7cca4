import type { AnyCommand, CommandEntry, CommandGroup, Registry } from "./command.ts";
import type { Option } from "./option.ts";
import type { Topic } from "./topic.ts";

/** The program's own help: every command and topic in a line, and how to go on. */
export function programHelp(registry: Registry, topics: readonly Topic[] = []): string {
  const rows = registry.map((each) => [nameOf(each), each.summary] as const);
  return [
    "netlab: a network toolbox and laboratory in one program",
    "",
    "Usage: netlab COMMAND …",
    "",
    ...table(rows),
    "",
    "Example:",
    "  netlab files serve --dir .      let others fetch the files of this folder",
    "",
    ...topicsHelp(topics),
    "netlab COMMAND --help tells more; netlab --version tells the version.",
  ].join("\n");
}

function topicsHelp(topics: readonly Topic[]): string[] {
  if (topics.length === 0) return [];
  return ["netlab help TOPIC explains:", ...table(topics.map(({ name, summary }) => [name, summary])), ""];
}

/** The help of a group of commands. */
export function groupHelp(group: CommandGroup): string {
  const rows = group.commands.map((each) => [`netlab ${group.name} ${each.verb}`, each.summary] as const);
  return [
    `netlab ${group.name}: ${group.summary}`,
    "",
    ...table(rows),
    "",
    "Example:",
    `  ${group.example.command}`,
    `      ${group.example.does}`,
    "",
    `netlab ${group.name} COMMAND --help tells more.`,
  ].join("\n");
}

/** The help of one command, read off its tables. */
export function commandHelp(command: AnyCommand): string {
  const positionals = Object.values(command.args);
  return [
    `netlab ${command.name}: ${command.summary}`,
    "",
    `Usage: ${usageLine(command)}`,
    ...(command.description ? ["", command.description] : []),
    ...(positionals.length > 0 ? ["", ...table(positionals.map((each) => [each.usage, each.help]))] : []),
    "",
    "Options:",
    ...table(optionRows(command)),
    ...(command.examples.length > 0 ? ["", "Examples:"] : []),
    ...command.examples.flatMap((each) => [`  ${each.command}`, `      ${each.does}`]),
  ].join("\n");
}

/** How a command is typed, in one line. */
export function usageLine(command: AnyCommand): string {
  const args = Object.values(command.args).map((each) => each.usage);
  return ["netlab", command.name, ...args, "[options]"].join(" ");
}

function optionRows(command: AnyCommand): [string, string][] {
  const rows = Object.entries(command.options)
    .filter(([, option]) => !option.hidden)
    .map(([name, option]): [string, string] => [spelling(name, option), describe(option)]);
  return [...rows, ["-h, --help", "show this help"]];
}

function spelling(name: string, option: Option<unknown>): string {
  const letters = [option.short, ...Object.keys(option.letters ?? {})].filter((letter) =>
    letter !== undefined
  );
  const short = letters.map((letter) => `-${letter}, `).join("");
  if (option.takes === "nothing") return `${short}--${name}`;
  return option.takes === "value"
    ? `${short}--${name} ${option.value}`
    : `${short}--${name}${option.value === undefined ? "" : `[=${option.value}]`}`;
}

function describe(option: Option<unknown>): string {
  return option.shown === undefined || option.shown === ""
    ? option.help
    : `${option.help} (default ${option.shown})`;
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
