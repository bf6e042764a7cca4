import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { sourceFiles } from "../../_kit/texts/message_ids.ts";

const ROOT = fromFileUrl(new URL("../../../", import.meta.url));

/** A French text beside its English, as the checks and the laboratory have them. */
const FRENCH = /\bfr:\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`|'((?:[^'\\]|\\.)*)')/g;
/** What stands in a text as it is: a program's words, code, a value, and the lines of the protocols. */
const AS_IT_IS = /\\?"[^"]*"|\\?`[^`]*`|\$\{[^}]*\}|« Erreur:[^»]*»|Content-Type: |with client: /g;

const MISTAKES: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [/[\p{L})][;!?](\s|$)|\p{L}: |[;!?] [;!?]/u, "type a space before : ; ! ?"],
  [/«\S|\S»/, "type a space within « and »"],
  [/\.\.\./, "type … for three dots"],
  [/’/, "type ' for an apostrophe"],
  [/\u00a0|\u202f/, "type a plain space: it is made a no-break one when it is said"],
];

Deno.test("every French text that stands beside its English is written as French is", async () => {
  const wrong: string[] = [];
  let seen = 0;
  for await (const file of sourceFiles()) {
    const source = await Deno.readTextFile(join(ROOT, file));
    for (const [, double, back, single] of source.matchAll(FRENCH)) {
      seen++;
      const text = double ?? back ?? single ?? "";
      const said = text.replaceAll(AS_IT_IS, "X");
      for (const [pattern, remedy] of MISTAKES) {
        if (pattern.test(said)) wrong.push(`${file}: "${text}": ${remedy}`);
      }
    }
  }
  assert(seen > 1000, "hardly any text was found: the search must be broken");
  assertEquals(wrong, []);
});
