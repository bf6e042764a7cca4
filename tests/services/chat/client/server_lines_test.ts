import { assertEquals } from "@std/assert";
import {
  isKicked,
  isNamePrompt,
  isWelcome,
  refusalText,
} from "../../../../mod/services/chat/client/server_lines.ts";
import { nicknameProblem } from "../../../../mod/services/chat/room/nickname.ts";
import { formatLine, NAME_PROMPT } from "../../../../mod/services/chat/format_line.ts";

const inBoth = (
  line: Parameters<typeof formatLine>[0],
) => [formatLine(line, "text")!, formatLine(line, "json")!];

Deno.test("isNameQuestion() knows the question in both styles", () => {
  assertEquals(inBoth({ type: "prompt", asks: "name", text: NAME_PROMPT }).map(isNamePrompt), [true, true]);
  assertEquals(isNamePrompt("[Roger] What is your name?"), false);
});

Deno.test("refusalText() has the reason why a name is not taken", () => {
  const text = String(nicknameProblem("a b"));
  assertEquals(inBoth({ type: "error", text }).map(refusalText), [text, text]);
});

Deno.test("isWelcome() knows that somebody is let in, and nothing else that a room says", () => {
  for (const others of [[], ["Roger"], ["Roger", "Lucette"]]) {
    assertEquals(inBoth({ type: "welcome", you: "Ginette", others, room: "r", seq: 0 }).map(isWelcome), [
      true,
      true,
    ]);
  }
  for (const text of ["The name Roger is taken", "The bus is away", "Usage: /all TEXT"]) {
    assertEquals(inBoth({ type: "note", text }).map(isWelcome), [false, false]);
  }
  assertEquals(isWelcome("[Roger] * Nobody else is here yet"), false);
});

Deno.test("isShownOut() is about the reader alone", () => {
  const lines = inBoth({ type: "kicked", name: "Ginette", by: "console" });
  assertEquals(lines.map((line) => isKicked(line, "Ginette")), [true, true]);
  assertEquals(lines.map((line) => isKicked(line, "Gin")), [false, false]);
});
