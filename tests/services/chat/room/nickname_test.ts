import { assertEquals, assertMatch } from "@std/assert";
import {
  freeNickname,
  nicknameKey,
  nicknameProblem,
  tidyNickname,
} from "../../../../mod/services/chat/room/nickname.ts";

for (const name of ["G", "Ginette", "Éléonore", "日本語", "a".repeat(20), "👩‍👩‍👧", "[x]", "e\u0301"]) {
  Deno.test(`nicknameProblem() accepts ${name}`, () =>
    assertEquals(nicknameProblem(tidyNickname(name)), undefined));
}

const refused: [string, string][] = [
  ["", "empty"],
  ["a".repeat(21), "too long"],
  ["a b", "a space inside"],
  ["a\x1b[31m", "an escape sequence"],
  ["a\u200bb", "a zero-width space"],
  ["\u3164", "a letter that shows nothing"],
  ["a\u202eb", "a direction override"],
  ["\u0301", "an accent on nothing"],
  ["a" + "\u0301".repeat(30), "a tower of accents"],
  ["/all", "a command"],
  ["\ufeff", "a byte order mark"],
];
for (const [name, why] of refused) {
  Deno.test(`nicknameProblem() refuses ${why}`, () => assertMatch(String(nicknameProblem(name)), /^A name /));
}

Deno.test("nicknameKey() takes case and encoding for no difference", () => {
  assertEquals(nicknameKey("GINETTE"), nicknameKey("ginette"));
  assertEquals(nicknameKey("E\u0301milie"), nicknameKey("émilie"));
});

Deno.test("tidyNickname() removes blanks around", () => assertEquals(tidyNickname("  Ginette\r"), "Ginette"));

Deno.test("freeNickname finds the first number that makes a name free, and room for it", () => {
  const taken = new Set(["ginette2", "ginette3"].map(nicknameKey));
  assertEquals(freeNickname("Ginette", (name) => taken.has(nicknameKey(name))), "Ginette4");
  const long = "é".repeat(20);
  assertEquals(freeNickname(long, () => false), `${"é".repeat(19)}2`);
  const families = "👨‍👩‍👧".repeat(20);
  assertEquals(nicknameProblem(freeNickname(families, () => false)), undefined);
});
