import { assert, assertEquals } from "@std/assert";
import { catalogue, parts } from "../../../mod/i18n/french/catalogue.ts";
import { VALUE_PLACE } from "../../../mod/i18n/message.ts";
import { SCENARIOS } from "../../../mod/lab/scenarios/scenarios.ts";
import { NAME_PROMPT } from "../../../mod/services/chat/format_line.ts";
import { helpTexts } from "../../_kit/texts/help_texts.ts";
import { madeMessages } from "../../_kit/texts/message_ids.ts";

/** Said although no template and no help has them, and where. */
const ELSEWHERE: readonly string[] = [
  NAME_PROMPT, // shown when the room asks
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

Deno.test("the French catalogue is written as French is", () => {
  for (const french of Object.values(catalogue)) {
    const said = french.replace(/^netlab[\w ]*(\{1\})?: |« Err(eur|or): … »/g, "");
    assertEquals(said, said.normalize("NFC"));
    assert(!/\p{L}[;!?»](\s|$)|\p{L}: |[;!?] [;!?]|\.\.\.|"|’|\u00a0/u.test(said), french);
    assertEquals(said.split("«").length, said.split("»").length, french);
  }
});
