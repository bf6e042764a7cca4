import { assert, assertEquals } from "@std/assert";
import { msg, verbatim } from "../../../mod/i18n/message.ts";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";
import { commandHelp } from "../../../mod/cli/help.ts";
import { allCommands, helpTexts } from "../../_kit/texts/help_texts.ts";

/** What is the same in both languages, the names of values among it. */
const SAME = ["", "[options]", "Budget Chat", "EXPRESSION", "HEX", "MODE", "PORT", "SHELL", "URL"];

Deno.test("toFrench() knows every text of the help", async () => {
  const missing = (await helpTexts(toFrench)).filter((text) =>
    toFrench(text) === text && !SAME.includes(text) && !isKeyword(text)
  );
  // A text of several lines that is not known as a whole is asked for line by line.
  assertEquals(
    missing.filter((text) => !text.includes("\n") && !text.startsWith("    netlab ")),
    [],
    'write "ENGLISH": "FRENCH", for each of these in the file of its command, mod/i18n/french/help_*.ts',
  );
});

Deno.test("toFrench() knows what a default is shown as, if it has several words", async () => {
  const options = (await allCommands()).flatMap(({ options }) => Object.values(options));
  const phrases = new Set(options.map(({ shown }) => shown ?? "").filter((shown) => /\S [a-z]/i.test(shown)));
  assert(phrases.size > 0);
  assertEquals([...phrases].filter((shown) => toFrench(shown) === shown), []);
});

/** A type of the relay's addresses, or what stands for something in one: `TCP`, `FILENAME`. */
function isKeyword(text: string): boolean {
  return /^[A-Z]+$/.test(text);
}

Deno.test("commandHelp() in French translates no default that can be typed", async () => {
  let seen = 0;
  for (const command of await allCommands()) {
    const french = commandHelp(command, toFrench);
    for (const { shown, choices, hidden } of Object.values(command.options)) {
      if (hidden || shown === undefined || !choices?.includes(shown)) continue;
      seen++;
      assert(french.includes(toFrench(msg`(default ${verbatim(shown)})`)), `${command.name}: ${shown}`);
    }
  }
  assert(seen > 10, "hardly any default was found: the search must be broken");
});

Deno.test("commandHelp() in French keeps what is typed, and its columns", async () => {
  const serve = (await allCommands()).find(({ name }) => name === "files serve")!;
  const [english, french] = [commandHelp(serve), commandHelp(serve, toFrench)];
  const options = (text: string) => text.match(/^ +(?:-\w, )*--[\w-]+/gm);
  assertEquals(options(french), options(english));
  for (const { command } of serve.examples) assert(french.includes(`  ${command}\n`));
  const columns = french.matchAll(/^( +-[^ ].*? {2,})\S/gm).map(([, left]) => left!.length);
  assertEquals([...new Set(columns)], [34]);
  assert(french.includes("--dir DOSSIER "), french);
});
