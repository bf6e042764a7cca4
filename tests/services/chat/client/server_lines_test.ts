import { assertEquals } from "@std/assert";
import {
  isKicked,
  isNamePrompt,
  isNameRefusal,
  refusalText,
} from "../../../../mod/services/chat/client/server_lines.ts";
import { nicknameProblem } from "../../../../mod/services/chat/room/nickname.ts";
import { formatLine, NAME_PROMPT } from "../../../../mod/services/chat/format_line.ts";

const inBoth = (
  line: Parameters<typeof formatLine>[0],
) => [formatLine(line, "text")!, formatLine(line, "json")!];

Deno.test("isNameQuestion() knows the question in both styles", () => {
  assertEquals(inBoth({ type: "prompt", text: NAME_PROMPT }).map(isNamePrompt), [true, true]);
  assertEquals(isNamePrompt("[Roger] What is your name?"), false);
});

Deno.test("isNameRefusal() knows every reason why a name is not taken", () => {
  const reasons = ["", "a b", "x".repeat(21), "/x"].map((name) => String(nicknameProblem(name))).concat(
    "The name Roger is taken",
  );
  for (const text of reasons) {
    const lines = inBoth({ type: "error", text });
    assertEquals(lines.map(isNameRefusal), [true, true]);
    assertEquals(lines.map(refusalText), [text, text]);
  }
});

Deno.test("isShownOut() is about the reader alone", () => {
  const lines = inBoth({ type: "kicked", name: "Ginette", by: "console" });
  assertEquals(lines.map((line) => isKicked(line, "Ginette")), [true, true]);
  assertEquals(lines.map((line) => isKicked(line, "Gin")), [false, false]);
});
