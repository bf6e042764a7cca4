import { type Message, msg, prefixed } from "../i18n/message.ts";
import { messageOf } from "../i18n/message_error.ts";
import type { AnyCommand, CommandEntry, CommandGroup, RawCommand, Registry } from "./command.ts";
import { afterLanguage, withoutLanguage } from "./language_option.ts";
import { keptPermissions } from "./permission_table.ts";
import type { CommandContext } from "./command_context.ts";
import type { Topic } from "./topic.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Finds the command that was typed, reads its arguments and runs it.
 *
 * @param version the text of `--version`.
 * @param explained loads the subjects that `help` explains besides the commands; a command of the same name
 * goes first.
 * @returns the exit code.
 * @throws any error of the command, except usage errors, which are reported here.
 */
export async function runProgram(
  registry: Registry,
  version: () => string | Promise<string>,
  context: CommandContext,
  explained: () => Promise<readonly Topic[]> = () => Promise.resolve([]),
): Promise<number> {
  try {
    const args = afterLanguage(context.args);
    return await dispatch(registry, version, { ...context, args }, explained);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.stderr.tell(prefixed("netlab", messageOf(error)));
    return 2;
  }
}

async function dispatch(
  registry: Registry,
  version: () => string | Promise<string>,
  context: CommandContext,
  explained: () => Promise<readonly Topic[]>,
): Promise<number> {
  const [first, ...rest] = context.args;
  if (first === "--version" || first === "-V") return await say(context, await version());
  if (first === undefined || first === "--help" || first === "-h") {
    const { programHelp } = await import("./help.ts");
    return await say(context, programHelp(registry, await explained(), context.translate));
  }
  if (first === "help") {
    const topics = await explained();
    const asked = withoutLanguage(rest);
    if (isManual(asked)) return await manual(asked, { registry, topics, version: await version() }, context);
    return await help(registry, asked, context, topics);
  }
  const found = registry.find((each) => nameOf(each) === first);
  if (found === undefined) {
    return await complain(
      context,
      msg`unknown command "${first}"`,
      first,
      registry.map(nameOf),
      "netlab help",
    );
  }
  return "commands" in found ? await runGroup(found, rest, context) : await runEntry(found, rest, context);
}

async function runGroup(
  group: CommandGroup,
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  const [verb, ...rest] = afterLanguage(args);
  if (verb === undefined || verb === "--help" || verb === "-h" || verb === "help") {
    const { groupHelp } = await import("./help.ts");
    return await say(context, groupHelp(group, context.translate));
  }
  const entry = group.commands.find((each) => each.verb === verb);
  if (entry !== undefined) return await runEntry(entry, rest, context);
  const verbs = group.commands.map((each) => each.verb);
  const what = verb.startsWith("-")
    ? msg`a command is missing before ${verb}`
    : msg`unknown command "${group.name} ${verb}"`;
  return await complain(context, what, verb, verbs, `netlab ${group.name} --help`, `${group.name} `);
}

async function runEntry(
  entry: CommandEntry,
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  const loaded = (await entry.load()).default;
  return isRaw(loaded)
    ? await loaded.runRaw(withoutLanguage(args), context)
    : await runCommand(loaded, args, context);
}

async function runCommand(
  command: AnyCommand,
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  try {
    const { parseCommandLine } = await import("./parse_command_line.ts");
    const parsed = parseCommandLine(command, args);
    if (parsed.help) {
      const { commandHelp } = await import("./help.ts");
      return await say(context, commandHelp(command, context.translate));
    }
    const given = parsed as Parameters<typeof command.run>[0];
    const dropPermissions = once(() => context.keepPermissions(keptPermissions(command.permissions, given)));
    if (!command.dropsPermissionsLater) dropPermissions();
    return await command.run(given, { ...context, dropPermissions });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.stderr.tell(prefixed(`netlab ${command.name}`, messageOf(error)));
    const { usageLine } = await import("./help.ts");
    context.stderr.verbatim(usageLine(command, context.translate));
    context.stderr.tell(msg`netlab ${command.name} --help tells more.`);
    return 2;
  }
}

function isManual([option]: readonly string[]): boolean {
  return /^--man(=.+)?$/.test(option ?? "");
}

async function manual(
  asked: readonly string[],
  source: { registry: Registry; topics: readonly Topic[]; version: string },
  context: CommandContext,
): Promise<number> {
  try {
    return await (await import("./manual/manual_command.ts")).manualCommand(asked, source, context);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.stderr.tell(prefixed("netlab help", messageOf(error)));
    context.stderr.tell(msg`netlab help shows what there is.`);
    return 2;
  }
}

async function help(
  registry: Registry,
  asked: readonly string[],
  context: CommandContext,
  topics: readonly Topic[],
): Promise<number> {
  const [first] = asked;
  if (first === undefined) {
    const { programHelp } = await import("./help.ts");
    return await say(context, programHelp(registry, topics, context.translate));
  }
  const names = registry.map(nameOf);
  if (names.includes(first)) {
    return await dispatch(
      registry,
      () => "",
      { ...context, args: [...asked, "--help"] },
      () => Promise.resolve(topics),
    );
  }
  // `files.md` is a page and `files` a command; `docs/files` and `docs/course.md` are pages, too
  const plain = first.replace(/^docs\//, "");
  const called = plain === first ? [first] : [`${plain}.md`, plain];
  const topic = topics.find(({ name }) => called.includes(name) || called.includes(`${name}.md`));
  if (topic !== undefined) return await explain(topic, asked.slice(1), context);
  const candidates = [...names, ...topics.map(({ name }) => name)];
  return await complain(context, msg`no help for "${first}"`, first, candidates, "netlab help");
}

async function explain(
  topic: Topic,
  [option, ...more]: readonly string[],
  context: CommandContext,
): Promise<number> {
  if (option === "--html" && topic.html !== undefined && more.length === 0) {
    return await say(context, await topic.html());
  }
  if (option !== undefined) {
    context.stderr.tell(prefixed("netlab help", msg`${topic.name} takes no "${option}"`));
    return 2;
  }
  if (topic.html === undefined) return await say(context, await topic.text());
  const { stdout } = context;
  const styled = stdout.obeysEscapes() && context.env("NO_COLOR") === undefined;
  const text = await topic.text({ columns: stdout.columns(), styled });
  await (await import("./pager.ts")).showPage(text, context);
  return 0;
}

async function say(context: CommandContext, text: string): Promise<number> {
  await context.stdout.write(`${text}\n`);
  return 0;
}

async function complain(
  context: CommandContext,
  what: Message,
  typed: string,
  candidates: string[],
  more: string,
  prefix = "",
): Promise<number> {
  const { nearest } = await import("./parse_command_line.ts");
  const near = nearest(typed, candidates);
  const meant = near === undefined ? what : msg`${what}; did you mean "${prefix}${near}"?`;
  context.stderr.tell(prefixed("netlab", meant));
  context.stderr.tell(msg`${more} shows what there is.`);
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
