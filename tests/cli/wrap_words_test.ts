import { assertEquals } from "@std/assert";
import { wrapWords } from "../../mod/cli/wrap_words.ts";

for (
  const [line, columns, rows] of [
    ["one two three", 8, ["one two", "three"]],
    ["  one two three", 9, ["  one two", "  three"]],
    ["pourquoi\u00a0? parce", 11, ["pourquoi\u00a0?", "parce"]],
    ["oh pourquoi\u00a0?", 11, ["oh", "pourquoi\u00a0?"]],
    ["a wordthatislong b", 6, ["a", "wordthatislong", "b"]],
    ["😀😀 😀", 6, ["😀😀", "😀"]],
    ["any width at all", Infinity, ["any width at all"]],
    ["", 10, [""]],
  ] as const
) {
  Deno.test(`wrapWords() of "${line}" into ${columns} columns`, () => {
    assertEquals(wrapWords(line, columns).split("\n"), [...rows]);
  });
}
