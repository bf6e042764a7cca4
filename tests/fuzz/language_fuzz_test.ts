import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { catalogue } from "../../mod/i18n/french/catalogue.ts";
import { toFrench } from "../../mod/i18n/french/to_french.ts";
import { wrapWords } from "../../mod/cli/wrap_words.ts";
import { chosenLanguage } from "../../mod/i18n/chosen_language.ts";
import { frenchSpaces } from "../../mod/i18n/french_spaces.ts";
import { sentencePattern } from "../../mod/i18n/sentence_pattern.ts";
import { translator } from "../../mod/i18n/translator.ts";
import { anyText, fc, property, textOf } from "../_kit/property.ts";

const value = () => textOf("localhost:8765", ": ", "refused", '"a"', "é", " ", "(", ")");

property(
  "sentencePattern() recognises a sentence by its fixed words, whatever stands between",
  fc.tuple(value(), value()),
  ([where, reason]) => {
    const found = sentencePattern("Cannot connect to ${where}: ${reason*}")(
      `Cannot connect to ${where}: ${reason}`,
    );
    assert(found !== undefined);
    // Where a value holds the words between, the first place counts.
    assertEquals(found.join(": "), `${where}: ${reason}`);
    if (!where.includes(": ")) assertEquals(found, [where, reason]);
  },
);

property(
  "sentencePattern() takes nothing else for the sentence",
  fc.tuple(anyText(), anyText()),
  ([a, b]) => {
    const pattern = sentencePattern("${count#} of ${all#} rules: ${word}");
    const found = pattern(`${a} of ${b} rules: x`);
    const numbers = [a, b].every((each) => /^\d+(\.\d+)?$/.test(each));
    assertEquals(found, numbers ? [a, b, "x"] : undefined);
    assertEquals(sentencePattern("the end")(`${a}the end${b}`), a + b === "" ? [] : undefined);
  },
);

property(
  "what a peer wrote into a sentence is carried over as it is",
  fc.tuple(fc.oneof(anyText(), fc.constantFrom(...Object.keys(catalogue).slice(0, 200)), value()), value()),
  ([written, other]) => {
    const say = translator({ "Found ${what} in ${where}": "Dans ${where} : ${what}", "a": "b" });
    if (`${written} in `.indexOf(" in ") < written.length) return;
    assertEquals(say(`Found ${written} in ${other}`), `Dans ${other} : ${written}`);
  },
);

property(
  "any text has its French, at once and without an end of the stack",
  fc.array(fc.oneof(fc.constantFrom(...Object.keys(catalogue)), anyText(), value()), { maxLength: 8 }),
  (parts) => {
    assertEquals(typeof toFrench(parts.join(": ")), "string");
  },
);

property(
  "frenchSpaces() changes spaces only, and nothing the second time",
  textOf(" ", ":", "!", "« ", " »", '"', "`", "a"),
  (text) => {
    const spaced = frenchSpaces(text);
    assertEquals(spaced.replaceAll("\u00a0", " "), text.replaceAll("\u00a0", " "));
    assertEquals(frenchSpaces(spaced), spaced);
  },
);

property(
  "wrapWords() breaks between words only, and fills no line beyond its end",
  fc.tuple(
    fc.array(fc.stringMatching(/^[a-zé漢]{1,9}$/), { minLength: 1 }),
    fc.nat(6),
    fc.integer({ min: 20, max: 60 }),
  ),
  ([words, indent, columns]) => {
    const rows = wrapWords(" ".repeat(indent) + words.join(" "), columns).split("\n");
    const fits = (row: string) => unicodeWidth(row) <= columns || !row.trim().includes(" ");
    for (const row of rows) assert(row.startsWith(" ".repeat(indent)) && fits(row), row);
    assertEquals(rows.map((row) => row.slice(indent)).join(" "), words.join(" "));
    rows.slice(1).forEach((row, at) => {
      const first = row.trim().split(" ")[0]!;
      assert(unicodeWidth(`${rows[at]} ${first}`) > columns, "there was room for one word more");
    });
  },
);

property(
  "the language is the last one that was typed, or else the environment's",
  fc.tuple(
    fc.array(fc.constantFrom("--lang=fr", "--lang=en", "--lang=xx", "echo", "-v")),
    fc.constantFrom("fr_FR", "C", "en", ""),
  ),
  ([args, locale]) => {
    const typed = args.findLast((arg) => /^--lang=(fr|en)$/.test(arg))?.slice(7);
    const wanted = typed ?? (locale === "fr_FR" ? "fr" : "en");
    assertEquals(chosenLanguage(args, (name) => name === "LANG" ? locale : undefined), wanted as "fr");
  },
);
