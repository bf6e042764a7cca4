import type { AnyCommand, CommandEntry, CommandGroup, RawCommand, Registry } from "../command.ts";
import type { Translate } from "../../language/voice.ts";
import { optionRows } from "../help.ts";
import type { Topic } from "../topic.ts";
import { translateMetavars, translateParagraph } from "../translate_help.ts";
import type { Manual } from "./manual.ts";

/** Every page there is, that of the program first: read off the tables that parse the command lines. */
export async function manuals(registry: Registry, topics: readonly Topic[]): Promise<Manual[]> {
  const pages = await Promise.all(
    registry.map((each) => "commands" in each ? groupPages(each) : commandPage(each)),
  );
  return [programPage(registry, topics), ...pages.flat()];
}

function programPage(registry: Registry, topics: readonly Topic[]): Manual {
  const all = registry.flatMap((each) =>
    "commands" in each
      ? each.commands.map(({ verb, summary }) => ({ name: `netlab ${each.name} ${verb}`, summary }))
      : [{ name: `netlab ${each.verb}`, summary: each.summary }]
  );
  return {
    name: "netlab",
    summary: "a network toolbox and laboratory in one program",
    synopsis: ["COMMAND …", "help [COMMAND|TOPIC]", "--version"],
    description:
      "Hands over files, echoes, relays, chats and computes over sockets, plays the exercises of network " +
      "programming, and checks what others have written.",
    tables: [
      { heading: "COMMANDS", rows: all.map(({ name, summary }) => ({ head: name, text: summary })) },
      {
        heading: "TOPICS",
        rows: topics.map(({ name, summary }) => ({ head: `netlab help ${name}`, text: summary })),
      },
    ],
    examples: [{ command: "netlab files serve --dir .", does: "let others fetch the files of this folder" }],
    seeAlso: registry.map((each) => `netlab ${"commands" in each ? each.name : each.verb}`),
  };
}

async function groupPages(group: CommandGroup, translate: Translate): Promise<Manual[]> {
  const name = `netlab ${group.name}`;
  const commands = group.commands.map(({ verb, summary }) => ({ head: `${name} ${verb}`, text: summary }));
  const page: Manual = {
    name,
    summary: group.summary,
    synopsis: ["COMMAND …"],
    tables: [{ heading: "COMMANDS", rows: commands }],
    examples: [group.example],
    seeAlso: ["netlab", ...commands.map(({ head }) => head)],
  };
  const siblings = [name, ...commands.map(({ head }) => head)];
  const pages = await Promise.all(group.commands.map((entry) => commandPage(entry, translate, siblings)));
  return [page, ...pages];
}

async function commandPage(entry: CommandEntry, translate: Translate, siblings: readonly string[] = []): Promise<Manual> {
  const loaded = (await entry.load()).default;
  const page = "runRaw" in loaded ? await rawPage(loaded, entry) : tablePage(loaded, translate);
  return { ...page, seeAlso: [...siblings.filter((name) => name !== page.name), ...page.seeAlso] };
}

function tablePage(command: AnyCommand, translate: Translate): Manual {
  const args = Object.values(command.args).map(({ usage, help }) => ({ head: usage, text: help }));
  const rows = optionRows(command, translate).map(([head, text]) => ({ head, text }));
  return {
    name: `netlab ${command.name}`,
    summary: command.summary,
    synopsis: [[...args.map(({ head }) => head), "[options]"].join(" ")],
    description: command.description,
    tables: [
      ...(args.length === 0 ? [] : [{ heading: "ARGUMENTS" as const, rows: args }]),
      { heading: "OPTIONS", rows },
    ],
    examples: command.examples,
    seeAlso: ["netlab"],
  };
}

/** A command that reads its own arguments tells its page itself; it may be known by several names. */
async function rawPage(command: RawCommand, { verb, summary }: CommandEntry): Promise<Manual> {
  const { synopsis = ["…"], tables = [], ...rest } = await command.manual?.() ?? {};
  return { examples: [], ...rest, name: `netlab ${verb}`, summary, synopsis, tables, seeAlso: ["netlab"] };
}
