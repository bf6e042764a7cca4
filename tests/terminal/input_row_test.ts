import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { inputRow } from "../../mod/terminal/input_row.ts";

Deno.test("inputRow() shows a short line whole", () => {
  assertEquals(inputRow("> ", ["a", "b"], ["c"], 80), { text: "> abc", column: 4 });
});

Deno.test("inputRow() shows the end of a long line", () => {
  assertEquals(inputRow("> ", [..."0123456789"], [], 8), { text: "> 56789", column: 7 });
});

Deno.test("inputRow() keeps what is around the cursor in view", () => {
  const row = inputRow("> ", [..."0123456789"], [..."abcdefghij"], 12);
  assert(row.text.includes("9a"), row.text);
});

Deno.test("inputRow() never fills the row, whatever the width of its characters", () => {
  for (let columns = 4; columns < 30; columns++) {
    const row = inputRow("Ginette> ", [..."日本語日本語日本語"], [..."日本語日本語"], columns);
    assert(unicodeWidth(row.text) < columns && row.column < columns, `${columns}: ${row.text}`);
  }
});
