import { assert, assertEquals } from "@std/assert";
import { registry } from "../../../commands/registry.ts";
import { toFrench } from "../../../commands/french/to_french.ts";
import type { AnyCommand } from "../../../mod/cli/command.ts";
import { commandHelp, groupHelp, programHelp } from "../../../mod/cli/help.ts";

/** Texts that are the same in both languages. */
const SAME = ["[options]", "Budget Chat"];
/** Names of values that are. */
const SAME_NAMES = ["CSV", "EXPRESSION", "HEX", "JSON", "MODE", "PORT", "SHELL", "URL"];

const groups = registry.filter((each) => "commands" in each);
const entries = registry.flatMap((each) => "commands" in each ? each.commands : [each]);
const loaded = (await Promise.all(entries.map((each) => each.load()))).map((each) => each.default);
const commands = loaded.filter((each): each is AnyCommand => "args" in each);

Deno.test("toFrench() knows every text of the help", () => {
  const missing = new Set<string>();
  const listen = (text: string) => {
    const french = toFrench(text);
    if (french === text && !SAME.includes(text) && !isValue(text) && !isParagraph(text)) missing.add(text);
    return french;
  };
  programHelp(registry, [], listen);
  for (const group of groups) groupHelp(group, listen);
  for (const command of commands) commandHelp(command, listen);
  assertEquals([...missing], []);
});

Deno.test("commandHelp() in French keeps what is typed, and its columns", () => {
  const serve = commands.find(({ name }) => name === "files serve")!;
  const [english, french] = [commandHelp(serve), commandHelp(serve, toFrench)];
  const options = (text: string) => text.match(/^ +(?:-\w, )*--[\w-]+/gm);
  assertEquals(options(french), options(english));
  for (const { command } of serve.examples) assert(french.includes(`  ${command}\n`));
  const columns = french.matchAll(/^( +-[^ ].*? {2,})\S/gm).map(([, left]) => left!.length);
  assertEquals([...new Set(columns)], [34]);
  assert(french.includes("--dir DOSSIER "), french);
});

/** A name of a value that is the same in both languages, or a default that can be typed as it stands. */
function isValue(text: string): boolean {
  return SAME_NAMES.includes(text);
}

/** Several lines, which are asked for one by one then. */
function isParagraph(text: string): boolean {
  return text.includes("\n") && text.split("\n").length > 3;
}
