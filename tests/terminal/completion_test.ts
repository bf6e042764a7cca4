import { assertEquals } from "@std/assert";
import { completion } from "../../mod/terminal/completion.ts";

const cases: [text: string, words: string[], insert: string, choices: string[]][] = [
  ["/h", [], "", []],
  ["/w", ["/who"], "/who ", []],
  ["/msg g", ["Ginette"], "Ginette ", []],
  ["/h", ["/help", "/history"], "", ["/help", "/history"]],
  ["sal", ["salut", "salutation"], "salut", []],
  ["salut", ["salut", "salutation"], "", ["salut", "salutation"]],
  ["g", ["Ginette", "gérard"], "", ["Ginette", "gérard"]],
  ["g", ["Ginette", "Gino"], "Gin", []],
];
for (const [text, words, insert, choices] of cases) {
  Deno.test(`completion() of ${text} by ${words.join(" ") || "nothing"}`, () => {
    const found = completion(text, words);
    assertEquals([found.insert, found.choices], [insert, choices]);
  });
}

Deno.test("completion() counts the words that are too many to show", () => {
  const words = Array.from({ length: 100 }, (_, index) => `${index % 2}x${index}`);
  const { choices } = completion("", words);
  assertEquals([choices.length, choices.at(-1)], [61, "… +40"]);
});
