import { assertEquals } from "@std/assert";
import { splitWords } from "../../../mod/relay/grammar/split_words.ts";

Deno.test("splitWords() cuts at blanks, several counting as one", () => {
  assertEquals(splitWords("  cat   -u  file "), ["cat", "-u", "file"]);
});

Deno.test("splitWords() keeps quoted blanks together", () => {
  assertEquals(splitWords(`sh -c 'echo "a b"' "x  y"`), ["sh", "-c", 'echo "a b"', "x  y"]);
});

Deno.test("splitWords() finds nothing in nothing", () => {
  assertEquals(splitWords("   "), []);
});
