import { assertEquals, assertMatch } from "@std/assert";
import type { ChatLine } from "../../../../mod/services/chat/chat_line.ts";
import { formatLine } from "../../../../mod/services/chat/format_line.ts";
import {
  freeNickname,
  nicknameKey,
  nicknameProblem,
  tidyNickname,
} from "../../../../mod/services/chat/room/nickname.ts";

for (const name of ["G", "Ginette", "Éléonore", "日本語", "a".repeat(20), "👩‍👩‍👧", "x-1.y_z", "e\u0301"]) {
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
  ["(history", "the beginning of a line of the past"],
  ["[Roger]", "somebody else's line"],
  ["Ginette->Roger", "a line to one person"],
  ["Here:", "the beginning of a list"],
  ["*", "the mark of the room"],
];
for (const [name, why] of refused) {
  Deno.test(`nicknameProblem() refuses ${why}`, () => assertMatch(String(nicknameProblem(name)), /^A name /));
}

/** The news of a room that do not begin with the name of a member. */
const NEWS: readonly ChatLine[] = [
  { type: "topic", text: "soup" },
  { type: "topic", text: "" },
  { type: "welcome", you: "A", others: [], room: "r", seq: 0 },
  { type: "welcome", you: "A", others: ["B"], room: "r", seq: 0 },
  { type: "members", names: ["A"] },
  { type: "unreachable", names: ["A"] },
  { type: "reachable", names: ["A"] },
  { type: "opened" },
  { type: "missed", count: 2 },
  { type: "replaced" },
];
for (const line of NEWS) {
  const text = formatLine(line, "text")!;
  Deno.test(`nobody can say "${text}" as an action: no name is its first word, however it is written`, () => {
    const [, word = ""] = /^\* (\S+)/.exec(text)!;
    for (const name of [word, word.toUpperCase(), word.toLowerCase()]) {
      assertMatch(String(nicknameProblem(tidyNickname(name))), /^A name /);
    }
  });
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
