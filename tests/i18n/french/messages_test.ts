import { assertEquals } from "@std/assert";
import { catalogue, parts } from "../../../mod/i18n/french/catalogue.ts";
import { VALUE_PLACE } from "../../../mod/i18n/message.ts";
import { SCENARIOS } from "../../../mod/lab/scenarios/scenarios.ts";
import { NAME_PROMPT, PASSWORD_PROMPT } from "../../../mod/services/chat/format_line.ts";
import { helpTexts } from "../../_kit/texts/help_texts.ts";
import { madeMessages } from "../../_kit/texts/message_ids.ts";

/** Said although no template and no help has them, and where. */
const ELSEWHERE: readonly string[] = [
  NAME_PROMPT, // shown when the room asks
  PASSWORD_PROMPT, // the same
  ...SCENARIOS.flatMap(({ title, lesson }) => [title, lesson]),
  "answers/s", // the heads of a table of lab modes
  "served",
  "MiB",
  "procs",
  "HOST PORT", // an argument that is missing
  "ask for a name and a password", // the help of a secret option, in front of where it comes from
  "ask for another name and password for uploads",
  "send a name and a password",
];

Deno.test("the French catalogue holds nothing that is said no more", async () => {
  const ids = new Set<string>();
  const help = await helpTexts(String, ids);
  const said = new Set([
    ...(await madeMessages()).map(({ id }) => id),
    ...ids,
    ...help.flatMap((text) => [text, ...text.split("\n")]),
    ...ELSEWHERE,
  ]);
  const stale = Object.entries(parts).filter(([name]) => name !== "systemErrors")
    .flatMap(([name, part]) => Object.keys(part).filter((id) => !said.has(id)).map((id) => `${name}: ${id}`));
  assertEquals(stale, [], "remove these lines from mod/i18n/french, or give the message its old words back");
});

Deno.test("the French catalogue carries over the same values, and says each thing once", () => {
  const values = (text: string) => (text.match(VALUE_PLACE) ?? []).sort();
  for (const [english, french] of Object.entries(catalogue)) {
    assertEquals(values(french), values(english), english);
  }
  const count = Object.values(parts).reduce((sum, part) => sum + Object.keys(part).length, 0);
  assertEquals(count, Object.keys(catalogue).length);
});

/** What French does not have, or has as the program's own business, and what to type instead. */
const MISTAKES: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [/\p{L}[;!?»](\s|$)|\p{L}: |[;!?] [;!?]/u, "type a space before : ; ! ? and »"],
  [/\.\.\./, "type … for three dots"],
  [/"/, "type « and » for quotation marks"],
  [/’/, "type ' for an apostrophe"],
  [/\u00a0/, "type plain spaces, which become no-break ones when the text is said"],
];

Deno.test("the French catalogue is written as French is", () => {
  const faults = Object.entries(parts).flatMap(([name, part]) =>
    Object.values(part).flatMap((french) =>
      mistakesIn(french).map((remedy) => `mod/i18n/french, ${name}: "${french}": ${remedy}`)
    )
  );
  assertEquals(faults, []);
});

Deno.test("a French text with a mistake is told what to type", () => {
  const told = ["Bon! ", "Bon: oui", "fin...", 'le "mot"', "l’eau", "a\u00a0b", "« a", "e\u0301t\u0301"]
    .map((french) => mistakesIn(french).length > 0);
  assertEquals(told, told.map(() => true));
  assertEquals(mistakesIn("C'est prêt : « oui » !"), []);
});

function mistakesIn(french: string): string[] {
  const said = french.replace(/^netlab[\w ]*(\{1\})?: |« Err(eur|or): … »/g, "");
  const found = MISTAKES.filter(([pattern]) => pattern.test(said)).map(([, remedy]) => remedy);
  if (said !== said.normalize("NFC")) found.push("type letters with their accents as one character (NFC)");
  if (said.split("«").length !== said.split("»").length) found.push("close each « with a »");
  return found;
}
