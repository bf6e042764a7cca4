import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { catalogue } from "../../mod/i18n/french/catalogue.ts";
import { fillSystemWords } from "../../mod/system/system_words.ts";
import { toFrench } from "../../mod/i18n/french/to_french.ts";
import { wrapWords } from "../../mod/cli/wrap_words.ts";
import { chosenLanguage } from "../../mod/i18n/chosen_language.ts";
import { frenchSpaces } from "../../mod/i18n/french_spaces.ts";
import { msg } from "../../mod/i18n/message.ts";
import { anyText, fc, property, textOf } from "../_kit/property.ts";

const value = () => textOf("localhost:8765", ": ", "refused", '"a"', "é", " ", "(", ")");

property(
  "what a peer wrote into a message is carried over as it is, in every language",
  fc.tuple(fc.oneof(anyText(), fc.constantFrom(...Object.keys(catalogue).slice(0, 200)), value()), value()),
  ([written, other]) => {
    const message = msg`Cannot connect to ${written}: ${other}`;
    assertEquals(String(message), `Cannot connect to ${written}: ${other}`);
    assertEquals(toFrench(message), `Connexion à ${written} impossible\u00a0: ${other}`);
  },
);

property(
  "a text that is not one of ours stays as it is, but for the keys of the system",
  fc.array(fc.oneof(fc.constantFrom(...Object.keys(catalogue)), anyText(), value()), { maxLength: 8 }),
  (parts) => {
    const text = parts.join("; ");
    if (!Object.hasOwn(catalogue, text)) assertEquals(toFrench(text), fillSystemWords(text, "fr"));
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
