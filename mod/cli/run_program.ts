import type { AnyCommand, CommandEntry, CommandGroup, RawCommand, Registry } from "./command.ts";
import { commandHelp, groupHelp, programHelp, usageLine } from "./help.ts";
import { afterLanguage, withoutLanguage } from "./language_option.ts";
import { keptPermissions } from "./permission_table.ts";
import type { System } from "./system.ts";
import type { Topic } from "./topic.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Finds the command that was typed, reads its arguments and runs it.
 *
 * @param version what `--version` says.
 * @param topics what `help` explains besides the commands; a command of the same name goes first.
 * @returns the exit code.
 * @throws whatever the command throws, except for usage errors, which are said here.
 */
export async function runProgram(
  registry: Registry,
  version: () => string | Promise<string>,
  system: System,
  topics: readonly Topic[] = [],
): Promise<number> {
  try {
    const args = afterLanguage(system.args);
    return await dispatch(registry, version, { ...system, args }, topics);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    system.stderr.line(`netlab: ${error.message}`);
    return 2;
  }
}

async function dispatch(
  registry: Registry,
  version: () => string | Promise<string>,
  system: System,
  topics: readonly Topic[],
): Promise<number> {
  const [first, ...rest] = system.args;
  if (first === "--version" || first === "-V") return await say(system, await version());
  if (first === undefined || first === "--help" || first === "-h") {
    return await say(system, programHelp(registry, topics, system.translate));
  }
  if (first === "help") {
    const asked = withoutLanguage(rest);
    if (isManual(asked)) return await manual(asked, { registry, topics, version: await version() }, system);
    return await help(registry, asked, system, topics);
  }
  const found = registry.find((each) => nameOf(each) === first);
  if (found === undefined) {
    return await complain(system, `unknown command "${first}"`, first, registry.map(nameOf), "netlab help");
  }
  return "commands" in found ? await runGroup(found, rest, system) : await runEntry(found, rest, system);
}

async function runGroup(group: CommandGroup, args: readonly string[], system: System): Promise<number> {
  const [verb, ...rest] = afterLanguage(args);
  if (verb === undefined || verb === "--help" || verb === "-h" || verb === "help") {
    return await say(system, groupHelp(group, system.translate));
  }
  const entry = group.commands.find((each) => each.verb === verb);
  if (entry !== undefined) return await runEntry(entry, rest, system);
  const verbs = group.commands.map((each) => each.verb);
  const what = verb.startsWith("-")
    ? `a command is missing before ${verb}`
    : `unknown command "${group.name} ${verb}"`;
  return await complain(system, what, verb, verbs, `netlab ${group.name} --help`, `${group.name} `);
}

async function runEntry(entry: CommandEntry, args: readonly string[], system: System): Promise<number> {
  const loaded = (await entry.load()).default;
  return isRaw(loaded)
    ? await loaded.runRaw(withoutLanguage(args), system)
    : await runCommand(loaded, args, system);
}

async function runCommand(command: AnyCommand, args: readonly string[], system: System): Promise<number> {
  try {
    const { parseCommandLine } = await import("./parse_command_line.ts");
    const parsed = parseCommandLine(command, args);
    if (parsed.help) return await say(system, commandHelp(command, system.translate));
    const given = parsed as Parameters<typeof command.run>[0];
    const dropPermissions = once(() => system.keepPermissions(keptPermissions(command.permissions, given)));
    if (!command.dropsPermissionsLater) dropPermissions();
    return await command.run(given, { ...system, dropPermissions });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    system.stderr.line(`netlab ${command.name}: ${error.message}`);
    system.stderr.line(usageLine(command, system.translate));
    system.stderr.line(`netlab ${command.name} --help tells more.`);
    return 2;
  }
}

function isManual([option]: readonly string[]): boolean {
  return /^--man(=.+)?$/.test(option ?? "");
}

async function manual(
  asked: readonly string[],
  source: { registry: Registry; topics: readonly Topic[]; version: string },
  system: System,
): Promise<number> {
  try {
    return await (await import("./manual/manual_command.ts")).manualCommand(asked, source, system);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    system.stderr.line(`netlab help: ${error.message}`);
    system.stderr.line("netlab help shows what there is.");
    return 2;
  }
}

async function help(
  registry: Registry,
  asked: readonly string[],
  system: System,
  topics: readonly Topic[],
): Promise<number> {
  const [first] = asked;
  if (first === undefined) return await say(system, programHelp(registry, topics, system.translate));
  const names = registry.map(nameOf);
  if (names.includes(first)) {
    return await dispatch(registry, () => "", { ...system, args: [...asked, "--help"] }, topics);
  }
  const topic = topics.find(({ name }) => name === first);
  if (topic !== undefined) return await say(system, await topic.text());
  const candidates = [...names, ...topics.map(({ name }) => name)];
  return await complain(system, `no help for "${first}"`, first, candidates, "netlab help");
}

async function say(system: System, text: string): Promise<number> {
  await system.stdout.write(`${text}\n`);
  return 0;
}

async function complain(
  system: System,
  what: string,
  typed: string,
  candidates: string[],
  more: string,
  prefix = "",
): Promise<number> {
  const { nearest } = await import("./parse_command_line.ts");
  const near = nearest(typed, candidates);
  system.stderr.line(`netlab: ${what}${near === undefined ? "" : `; did you mean "${prefix}${near}"?`}`);
  system.stderr.line(`${more} shows what there is.`);
  return 2;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function isRaw(command: AnyCommand | RawCommand): command is RawCommand {
  return "runRaw" in command;
}

function nameOf(each: CommandGroup | CommandEntry): string {
  return "commands" in each ? each.name : each.verb;
}
