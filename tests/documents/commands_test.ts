import { assert, assertEquals } from "@std/assert";
import { marked, type Token } from "marked";
import { everyCommand } from "../../docs/_kit/every_command.ts";
import { OWN_OPTIONS } from "../../mod/relay/grammar/own_options.ts";
import { everyPage, type Page } from "./pages.ts";

Deno.test("every netlab command that the documents mention exists, with its options", async () => {
  const known = await knownOptions();
  let seen = 0;
  const wrong: string[] = [];
  for (const page of everyPage()) {
    for (const line of mentions(page)) {
      const words = line.split(/\s+/);
      const name = [words.slice(1, 3).join(" "), words[1]!].find((each) => known.has(each));
      if (name === undefined) {
        if (!/^netlab (--version|help|--help|COMMAND|lab|check|files|chat|echo|prime|calc)\b/.test(line)) {
          wrong.push(`${page.name}: ${line}`);
        }
        continue;
      }
      seen++;
      for (const option of options(line)) {
        if (!known.get(name)!.has(option)) wrong.push(`${page.name}: ${option} in ${line}`);
      }
    }
  }
  assertEquals(wrong, []);
  assert(seen > 100, `hardly any command was found (${seen}): the search must be broken`);
});

async function knownOptions(): Promise<Map<string, Set<string>>> {
  const known = new Map<string, Set<string>>();
  for (const [name, command] of await everyCommand()) {
    const names = "runRaw" in command
      ? [...Object.keys(OWN_OPTIONS).map((each) => `--${each}`), "--lang"]
      : Object.entries(command.options).flatMap(([long, { aliases = [], short, letters = {} }]) => [
        ...[long, ...aliases].map((each) => `--${each}`),
        ...[short, ...Object.keys(letters)].map((letter) => `-${letter}`),
      ]);
    known.set(name, new Set([...names, "-h", "--help"]));
  }
  return known;
}

/** What stands in code and begins with `netlab`, up to where another program begins. */
function mentions({ text }: Page): string[] {
  const found: string[] = [];
  marked.walkTokens(marked.lexer(text), (token: Token) => {
    if (token.type !== "codespan" && token.type !== "code") return;
    const code = token.text.replaceAll("\\|", "|").replaceAll(/\\\n>? */g, "");
    for (const line of code.split("\n")) {
      const command = /(?:^|[$>|(&;] *)(netlab [a-z-].*)$/.exec(line)?.[1];
      if (command !== undefined && !/^netlab [a-z ]+:/.test(command)) {
        found.push(withoutQuoted(command).split(/ [|&;#<>]|\)|·| {3,}/)[0]!);
      }
    }
  });
  return found;
}

/** Another program's command line is another program's. */
function withoutQuoted(command: string): string {
  return command.replaceAll(/'[^']*'|"[^"]*"/g, "TEXT");
}

/** The options of a command line; in a synopsis they stand in brackets. Socat's one-letter options are socat's. */
function options(line: string): string[] {
  const words = line.split(/ -- /)[0]!.split(/[\s[\]|]+/);
  const wanted = /^netlab (relay|socat)\b/.test(line) ? /^--[a-z][\w-]*/ : /^--?[a-z0-9][\w-]*/;
  return words.flatMap((word) => wanted.exec(word)?.[0] ?? []).filter((each) =>
    !/^-\d+$/.test(each) || /^-[46]$/.test(each)
  );
}
