import { assertEquals } from "@std/assert";
import {
  isNameQuestion,
  isNameRefusal,
  isShownOut,
  refusalSentence,
} from "../../../../mod/services/chat/client/room_signs.ts";
import { nicknameProblem } from "../../../../mod/services/chat/room/nickname.ts";
import { NAME_PROMPT, wording } from "../../../../mod/services/chat/wording.ts";

const inBoth = (line: Parameters<typeof wording>[0]) => [wording(line, "text")!, wording(line, "json")!];

Deno.test("isNameQuestion() knows the question in both styles", () => {
  assertEquals(inBoth({ type: "prompt", text: NAME_PROMPT }).map(isNameQuestion), [true, true]);
  assertEquals(isNameQuestion("[Roger] What is your name?"), false);
});

Deno.test("isNameRefusal() knows every reason why a name is not taken", () => {
  const reasons = ["", "a b", "x".repeat(21), "/x"].map((name) => nicknameProblem(name)!).concat(
    "The name Roger is taken",
  );
  for (const text of reasons) {
    const lines = inBoth({ type: "error", text });
    assertEquals(lines.map(isNameRefusal), [true, true]);
    assertEquals(lines.map(refusalSentence), [text, text]);
  }
});

Deno.test("isShownOut() is about the reader alone", () => {
  const lines = inBoth({ type: "kicked", name: "Ginette", by: "console" });
  assertEquals(lines.map((line) => isShownOut(line, "Ginette")), [true, true]);
  assertEquals(lines.map((line) => isShownOut(line, "Gin")), [false, false]);
});
