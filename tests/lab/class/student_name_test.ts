import { assertEquals, assertNotEquals } from "@std/assert";
import { nameKey, nameProblem, tidyName } from "../../../mod/lab/class/student_name.ts";

const GOOD = [
  "Ginette",
  "Ginette O’Hara",
  "Jean-Luc d'Arc",
  "étudiant 3",
  "Ángel_2",
  "Данило",
  "王小明",
  "a.b",
  "7",
];
/** What would lead to another folder, steer a terminal, turn the text around, end a line, or be somebody else. */
const BAD = [
  "",
  " ",
  "..",
  ".hidden",
  "../Roger",
  "a/b",
  "a\\b",
  "C:x",
  "a\nb",
  "a\rb",
  "a\tb",
  "a\0b",
  "\x1b[2J",
  "a\u202eb",
  "a\u200bb",
  "a\u2028b",
  "=1+1",
  "@x",
  "<b>",
  "con",
  "nul.txt",
  "dot.",
  "x".repeat(41),
  "é".normalize("NFD") + "\u0301".repeat(9),
  "Gіnette", // a Cyrillic і
  "-rf",
  '"',
  "a,b",
];

Deno.test("a student's name is one that a table, a terminal and every system's folders can have", () => {
  assertEquals(GOOD.filter((name) => nameProblem(tidyName(name)) !== undefined), []);
  assertEquals(BAD.filter((name) => nameProblem(tidyName(name)) === undefined), []);
});

Deno.test("names that differ by case, encoding or width are one name", () => {
  const same = [["Ginette", "GINETTE"], ["é", "e\u0301"], ["Ginette", "Ｇinette"], ["O’Hara", "O'Hara"]];
  for (const [a, b] of same) assertEquals(nameKey(tidyName(a!)), nameKey(tidyName(b!)));
  assertNotEquals(nameKey("Ginette"), nameKey("Ginet"));
});
