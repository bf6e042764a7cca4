import { examplesFor } from "../command.ts";
import type { AnyCommand, CommandEntry, CommandGroup, RawCommand, Registry } from "../command.ts";
import type { Translate } from "../../i18n/locale.ts";
import { optionRows } from "../help.ts";
import type { Topic } from "../topic.ts";
import { translateMetavars, translateParagraph } from "../../i18n/translate_help.ts";
import type { Manual, ManualRow } from "./manual.ts";

/** Every page there is, that of the program first: read off the tables that parse the command lines. */
export async function manuals(
  registry: Registry,
  topics: readonly Topic[],
  translate: Translate,
): Promise<Manual[]> {
  const pages = await Promise.all(
    registry.map((each) => "commands" in each ? groupPages(each, translate) : [commandPage(each, translate)]),
  );
  return [programPage(registry, topics, translate), ...await Promise.all(pages.flat())]
    .map((page) => translated(page, translate));
}

/** The page in the reader's language, but for its tables, whose rows are put together from several texts. */
function translated(page: Manual, translate: Translate): Manual {
  return {
    ...page,
    summary: translate(page.summary),
    synopsis: page.synopsis.map((each) => translateMetavars(each, translate)),
    description: page.description && translateParagraph(page.description, translate),
    examples: page.examples.map(({ command, does }) => ({ command, does: translate(does) })),
  };
}

function translatedRows(rows: readonly ManualRow[], translate: Translate): ManualRow[] {
  return rows.map(({ head, text }) => ({ head: translateMetavars(head, translate), text: translate(text) }));
}

function programPage(registry: Registry, topics: readonly Topic[], translate: Translate): Manual {
  const commands = registry.flatMap((each) =>
    "commands" in each ? groupRows(each) : [entryRow("netlab", each)]
  );
  const explained = topics.map(({ name, summary }) => ({ head: `netlab help ${name}`, text: summary }));
  return {
    name: "netlab",
    summary: "a network toolbox and laboratory in one program",
    synopsis: ["COMMAND …", "help [COMMAND|TOPIC]", "--version"],
    description:
      "Hands over files, echoes, relays, chats and computes over sockets, plays the exercises of " +
      "network programming, and checks what others have written.",
    tables: [
      { heading: "COMMANDS", rows: translatedRows(commands, translate) },
      { heading: "TOPICS", rows: explained },
    ],
    examples: [{ command: "netlab files serve --dir .", does: "let others fetch the files of this folder" }],
    seeAlso: registry.map((each) => `netlab ${"commands" in each ? each.name : each.verb}`),
  };
}

function groupPages(group: CommandGroup, translate: Translate): Promise<Manual>[] {
  const name = `netlab ${group.name}`;
  const commands = groupRows(group);
  const names = commands.map(({ head }) => head);
  const page: Manual = {
    name,
    summary: group.summary,
    synopsis: ["COMMAND …"],
    tables: [{ heading: "COMMANDS", rows: translatedRows(commands, translate) }],
    examples: [group.example],
    seeAlso: ["netlab", ...names],
  };
  return [
    Promise.resolve(page),
    ...group.commands.map((entry) => commandPage(entry, translate, [name, ...names])),
  ];
}

async function commandPage(
  entry: CommandEntry,
  translate: Translate,
  siblings: readonly string[] = [],
): Promise<Manual> {
  const loaded = (await entry.load()).default;
  const page = "runRaw" in loaded ? await rawPage(loaded, entry, translate) : tablePage(loaded, translate);
  return { ...page, seeAlso: [...siblings.filter((name) => name !== page.name), "netlab"] };
}

type Page = Omit<Manual, "seeAlso">;

function tablePage(command: AnyCommand, translate: Translate): Page {
  const args = Object.values(command.args).map(({ usage, help }) => ({ head: usage, text: help }));
  const options = optionRows(command, translate).map(([head, text]) => ({ head, text }));
  return {
    name: `netlab ${command.name}`,
    summary: command.summary,
    synopsis: [[...args.map(({ head }) => head), "[options]"].join(" ")],
    description: command.description,
    tables: [
      ...(args.length === 0
        ? []
        : [{ heading: "ARGUMENTS" as const, rows: translatedRows(args, translate) }]),
      { heading: "OPTIONS", rows: options },
    ],
    examples: examplesFor(command.examples),
  };
}

/** A command that reads its own arguments tells its page itself; it may be known by several names. */
async function rawPage(
  command: RawCommand,
  { verb, summary }: CommandEntry,
  translate: Translate,
): Promise<Page> {
  const { synopsis = ["…"], tables = [], ...rest } = await command.manual?.() ?? {};
  const shown = tables.map(({ heading, rows }) => ({ heading, rows: translatedRows(rows, translate) }));
  return { examples: [], ...rest, name: `netlab ${verb}`, summary, synopsis, tables: shown };
}

function groupRows({ name, commands }: CommandGroup): ManualRow[] {
  return commands.map((each) => entryRow(`netlab ${name}`, each));
}

function entryRow(before: string, { verb, summary }: CommandEntry): ManualRow {
  return { head: `${before} ${verb}`, text: summary };
}
