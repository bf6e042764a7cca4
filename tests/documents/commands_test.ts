import { assert, assertEquals } from "@std/assert";
import { marked, type Token } from "marked";
import { registry } from "../../commands/registry.ts";
import { everyCommand } from "../../docs/_kit/every_command.ts";
import { EXTENSION_OPTIONS } from "../../mod/relay/grammar/extension_options.ts";
import { everyPage } from "./pages.ts";

Deno.test("every netlab command that the documents mention exists, with its options", async () => {
  const known = await knownOptions();
  const lines = everyPage().flatMap(({ name, text }) => mentions(text).map((line) => ({ name, line })));
  assert(lines.length > 100, `hardly any command was found (${lines.length}): the search must be broken`);
  const wrong = lines.flatMap(({ name, line }) => mistakes(line, known).map((each) => `${name}: ${each}`));
  assertEquals(
    wrong,
    [],
    "what has another name now is called by it; another program's command line is put in quotes, or in a block of its own",
  );
});

Deno.test("a command or an option that there is not would be found", async () => {
  const known = await knownOptions();
  const text = [
    "`netlab echo serve --mode pool -4` and `netlab echo serve --mod pool`, `netlab ecco serve`.",
    "",
    "    $ echo x | netlab relay -d -d --explian - TCP:localhost:1 | netlab files get host 1 x --quite",
    "    $ netlab check echo --run 'my_server --whatever' --seeed 1",
  ].join("\n");
  assertEquals(mentions(text).flatMap((line) => mistakes(line, known)), [
    "--mod in netlab echo serve --mod pool",
    "no such command: netlab ecco serve",
    "--explian in netlab relay -d -d --explian - TCP:localhost:1",
    "--quite in netlab files get host 1 x --quite",
    "--seeed in netlab check echo --run TEXT --seeed 1",
  ]);
});

/** What is no command, or a group of commands. */
const OTHERS = [
  "--version",
  "--help",
  "help",
  "COMMAND",
  ...registry.flatMap((each) => "name" in each ? each.name : []),
];

function mistakes(line: string, known: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const words = line.split(/\s+/);
  const name = [words.slice(1, 3).join(" "), words[1]!].find((each) => known.has(each));
  if (name === undefined) {
    return OTHERS.includes(words[1]!) ? [] : [`no such command: ${line}`];
  }
  return options(line).filter((option) => !known.get(name)!.has(option)).map((option) =>
    `${option} in ${line}`
  );
}

async function knownOptions(): Promise<Map<string, Set<string>>> {
  const known = new Map<string, Set<string>>();
  for (const [name, command] of await everyCommand()) {
    const names = "runRaw" in command
      ? [...Object.keys(EXTENSION_OPTIONS).map((each) => `--${each}`), "--lang"]
      : Object.entries(command.options).flatMap(([long, { aliases = [], short, letters = {} }]) => [
        ...[long, ...aliases].map((each) => `--${each}`),
        ...[short, ...Object.keys(letters)].map((letter) => `-${letter}`),
      ]);
    known.set(name, new Set([...names, "-h", "--help"]));
  }
  return known;
}

/** What stands in code and begins with `netlab`, up to where another program begins. */
function mentions(text: string): string[] {
  const found: string[] = [];
  marked.walkTokens(marked.lexer(text), (token: Token) => {
    if (token.type !== "codespan" && token.type !== "code") return;
    const code = token.text.replaceAll("\\|", "|").replaceAll(/\\\n>? */g, "");
    for (const line of withoutQuoted(code).split("\n")) {
      for (const command of line.split(/ [|&;#<>]|\)|·| {3,}|[$] /)) {
        const typed = command.trim();
        if (/^netlab [a-z-]/.test(typed) && !/^netlab [a-z ]+:/.test(typed)) found.push(typed);
      }
    }
  });
  return found;
}

/** Another program's command line is another program's. */
function withoutQuoted(command: string): string {
  return command.replaceAll(/'[^'\n]*'|"[^"\n]*"/g, "TEXT");
}

/**
 * The options of a command line; in a synopsis they stand in brackets. Socat's one-letter options are
 * socat's.
 */
function options(line: string): string[] {
  const words = line.split(/ -- /)[0]!.split(/[\s[\]|]+/);
  const wanted = /^netlab (relay|socat)\b/.test(line) ? /^--[a-z][\w-]*/ : /^--?[a-z0-9][\w-]*/;
  return words.flatMap((word) => wanted.exec(word)?.[0] ?? []).filter((each) =>
    !/^-\d+$/.test(each) || /^-[46]$/.test(each)
  );
}
