import { assert, assertEquals } from "@std/assert";
import { topics } from "../../commands/topics/topics.ts";
import { commandHelp } from "../../mod/cli/help.ts";
import { examplesFor } from "../../mod/cli/command.ts";
import { inLanguage } from "../../mod/i18n/in_language.ts";
import { FRENCH, toFrench } from "../../mod/i18n/french/to_french.ts";
import type { Translate } from "../../mod/i18n/locale.ts";
import { Message, renderMessage } from "../../mod/i18n/message.ts";
import type { Language, Text } from "../../mod/i18n/text.ts";
import { relayHelpText } from "../../mod/relay/help/help.ts";
import { CLIENT_TEXTS } from "../../mod/check/texts/client_texts.ts";
import { CLIENT_TARGET_TEXTS } from "../../mod/check/texts/run_texts.ts";
import { PHRASES } from "../../mod/lab/runner/phrases.ts";
import { type System, SYSTEMS } from "../../mod/system/system.ts";
import { fillSystemWords } from "../../mod/system/system_words.ts";
import { allCommands } from "../_kit/texts/help_texts.ts";
import { madeMessages } from "../_kit/texts/message_ids.ts";

/** What a system has not: keys, folders, programs and their options. */
const FOREIGN: Readonly<Record<System, RegExp>> = {
  linux: /Ctrl-Z|%TEMP%|\bnetstat -an\b|certutil/,
  darwin: /Ctrl-Z|%TEMP%|\bnc -N|\bss -|sha256sum|certutil/,
  windows:
    /Ctrl-D|\/tmp\b|\/dev\/null|\bchmod\b|\bnc (-|localhost)|\bss -|\bwc -l|\bseq \d|\bulimit\b|sha256sum|uptime|printf|python3/,
};

/** Messages that are made on these systems only. */
const ONLY_ON: Readonly<Record<string, readonly System[]>> = {
  "it is not executable (chmod +x?)": ["linux", "darwin"],
  "it is not executable; chmod +x makes it so, or write {1}": ["linux", "darwin"],
  "no file may become so large here (ulimit -f)": ["linux", "darwin"],
  "others on this machine may open {1}: chmod 600 {2} keeps them out": ["linux", "darwin"],
};

function speaking(system: System, language: Language): Translate {
  if (language === "fr") return (text) => toFrench(text, system);
  const english = { ...FRENCH, language, find: (id: string) => id };
  return (text) =>
    typeof text === "string" ? fillSystemWords(text, "en", system) : renderMessage(text, english, system);
}

function* texts(value: unknown): Generator<Text> {
  if (typeof value !== "object" || value === null) return;
  if ("fr" in value && "en" in value && typeof value.fr === "string") yield value as Text;
  else for (const each of Object.values(value)) yield* texts(each);
}

const made = [...new Set((await madeMessages()).map(({ id }) => id))];
const commands = await allCommands();
const folder = new URL("../../mod/lab/exercises/", import.meta.url);
const exercises = [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".json")).map(({ name }) =>
  JSON.parse(Deno.readTextFileSync(new URL(name, folder)))
);

for (const system of SYSTEMS) {
  for (const language of ["en", "fr"] as const) {
    Deno.test(`no text names what ${system} has not (${language})`, async () => {
      const translate = speaking(system, language);
      const shown = [
        ...commands.map((each) => commandHelp(each, translate, system)),
        relayHelpText(0, translate, system),
        ...made.filter((id) => ONLY_ON[id]?.includes(system) ?? true).map((id) =>
          translate(new Message(id, []))
        ),
        ...[...texts([CLIENT_TEXTS, CLIENT_TARGET_TEXTS, PHRASES, exercises])].map((text) =>
          inLanguage(text, language, system)
        ),
        ...await Promise.all(topics(language, system).map((each) => each.text())),
      ];
      assert(shown.length > 400, "hardly any text was found: the search must be broken");
      const wrong = shown.flatMap((text) => text.split("\n")).filter((line) => FOREIGN[system].test(line));
      assertEquals(wrong, []);
      assertEquals(
        shown.filter((text) => /\{(end-key|python|temporary-folder|show-listeners)\}/.test(text)),
        [],
      );
    });
  }

  Deno.test(`every command has an example that can be typed on ${system}`, () => {
    assertEquals(commands.filter(({ examples }) => examplesFor(examples, system).length === 0), []);
  });
}

Deno.test("the words of a system stand where they are asked for, and nowhere in what others have said", () => {
  const message = new Message("{1}; {end-key} ends {none} {2}", ["{end-key}", "{python}"]);
  const english = { ...FRENCH, language: "en" as const, find: (id: string) => id };
  assertEquals(renderMessage(message, english, "linux"), "{end-key}; Ctrl-D ends {none} {python}");
  assertEquals(
    renderMessage(message, english, "windows"),
    "{end-key}; Ctrl-Z and Enter ends {none} {python}",
  );
  assertEquals(toFrench("{end-key}", "windows"), "Ctrl-Z puis Entrée");
});
