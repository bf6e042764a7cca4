import { assertEquals } from "@std/assert";
import { sizeText } from "../../mod/i18n/size_text.ts";

Deno.test("sizeText() writes sizes as people of each language do", () => {
  const rows: [bytes: number, en: string, fr: string][] = [
    [0, "0 B", "0\u00a0o"],
    [6, "6 B", "6\u00a0o"],
    [224_000, "224 kB", "224\u00a0ko"],
    [1_500_000, "1.5 MB", "1,5\u00a0Mo"],
    [2_340_000_000, "2.34 GB", "2,34\u00a0Go"],
  ];
  for (const [bytes, en, fr] of rows) assertEquals([sizeText(bytes, "en"), sizeText(bytes, "fr")], [en, fr]);
});
