import { assertEquals } from "@std/assert";
import { pageLanguage } from "../../../mod/http/page/page_language.ts";

const ROWS: readonly [field: string | undefined, language: string][] = [
  [undefined, "fallback"],
  ["", "fallback"],
  ["fr", "fr"],
  ["fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"],
  ["en-US,en;q=0.5", "en"],
  ["en;q=0.3, FR;q=0.7", "fr"],
  ["de, fr;q=0.2", "fr"],
  ["de-CH,de;q=0.9", "fallback"],
  ["fr;q=0", "fallback"],
  ["fro, enx", "fallback"],
  ["fr;q=9, <script>", "fallback"],
];

Deno.test("pageLanguage() is the one of ours that the browser likes best", () => {
  for (const [field, language] of ROWS) {
    const fields = new Map(field === undefined ? [] : [["accept-language", field]]);
    assertEquals(pageLanguage(fields, "fallback" as "en"), language, field);
  }
});
