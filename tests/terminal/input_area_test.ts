import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { graphemes } from "../../mod/terminal/graphemes.ts";
import { inputArea } from "../../mod/terminal/input_area.ts";

const area = (prompt: string, before: string, after: string, columns: number, rows = 10) =>
  inputArea(prompt, graphemes(before), graphemes(after), { columns, rows });

Deno.test("inputArea() shows a short line in one row", () => {
  assertEquals(area("> ", "ab", "c", 80), { rows: ["> abc"], row: 0, before: "> ab" });
});

Deno.test("inputArea() wraps a long line before the last column", () => {
  assertEquals(area("> ", "0123456789", "", 8), { rows: ["> 01234", "56789"], row: 1, before: "56789" });
});

Deno.test("inputArea() puts the cursor where the next character is", () => {
  assertEquals(area("> ", "01234", "56", 8), { rows: ["> 01234", "56"], row: 1, before: "" });
  assertEquals(area("> ", "01234", "", 8), { rows: ["> 01234"], row: 0, before: "> 01234" });
});

Deno.test("inputArea() gives each line of a text its row", () => {
  assertEquals(area("Gi> ", "un\nde", "ux\n", 20), {
    rows: ["Gi> un", "> deux", "> "],
    row: 1,
    before: "> de",
  });
});

Deno.test("inputArea() shows what is around the cursor of a text that is longer than the screen", () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`).join("\n");
  const at = lines.indexOf("line 50") + 4;
  const shown = area("> ", lines.slice(0, at), lines.slice(at), 40, 5);
  assertEquals(shown.rows.length, 5);
  assertEquals([shown.rows[shown.row], shown.before], ["> line 50", "> line"]);
  assertEquals(area("> ", lines, "", 40, 5).rows.at(-1), "> line 99");
  assertEquals(area("> ", "", lines, 40, 5).rows[0], "> line 0");
});

Deno.test("inputArea() never fills a row, whatever the width of its characters and of the screen", () => {
  const text = "日本語a👩‍👩‍👧éb\u0301日本";
  for (let columns = 1; columns < 30; columns++) {
    for (let at = 0; at <= graphemes(text).length; at++) {
      const before = graphemes(text).slice(0, at);
      const after = graphemes(text).slice(at);
      const { rows, row } = inputArea("Ginette> ", before, after, { columns, rows: 4 });
      assert(rows.length <= 4 && row < rows.length);
      for (const each of rows) assert(unicodeWidth(each) <= Math.max(1, columns - 1), `${columns}: ${each}`);
    }
  }
});
