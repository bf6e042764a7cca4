import { assertEquals } from "@std/assert";
import { searchable } from "../../../mod/http/assets/listing/searchable.js";

Deno.test("searchable() makes texts equal that a person takes for the same", () => {
  for (
    const [texts, key] of [
      [["Élysée", "e\u0301lyse\u0301e", "ELYSEE", "élysée"], "elysee"],
      [["Straße", "STRASSE", "strasse"], "strasse"],
      [["Œuvre", "œuvre", "OEUVRE"], "oeuvre"],
      [["ﬁle", "FILE", "ｆｉｌｅ"], "file"],
      [["İstanbul", "ISTANBUL", "ıstanbul"], "istanbul"],
      [["Smørrebrød", "smorrebrod"], "smorrebrod"],
      [["ΣΊΣΥΦΟΣ", "σίσυφος"], "σισυφος"],
      [["a [b].TXT", "A [B].txt"], "a [b].txt"],
      [[""], ""],
    ] as const
  ) assertEquals(texts.map(searchable), texts.map(() => key));
});
