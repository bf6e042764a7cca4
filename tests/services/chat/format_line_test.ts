import { assertEquals } from "@std/assert";
import { formatLine } from "../../../mod/services/chat/format_line.ts";

const message = { type: "message", from: "Ginette", text: "Salut", at: 0 } as const;

Deno.test("formatLine() says what the sheet says", () => {
  assertEquals(formatLine(message, "text"), "[Ginette] Salut");
  assertEquals(
    formatLine({ type: "action", from: "Ginette", text: "applaudit", at: 0 }, "text"),
    "* Ginette applaudit",
  );
  assertEquals(formatLine({ type: "bye", name: "Ginette" }, "text"), "À bientôt Ginette !");
});

Deno.test("formatLine() dates what is not of today", () => {
  const at = new Date(2001, 1, 3, 4, 5).getTime();
  assertEquals(
    formatLine({ ...message, at, history: true }, "text"),
    "* (history 2001-02-03 04:05) [Ginette] Salut",
  );
});

Deno.test("formatLine() is bare for a plain client, and silent about the rest", () => {
  assertEquals(formatLine(message, "plain"), "Salut");
  assertEquals(formatLine({ type: "joined", name: "Roger" }, "plain"), undefined);
  assertEquals(formatLine({ type: "missed", count: 1 }, "plain"), "* You missed 1 line");
});

Deno.test("formatLine() is one JSON object for a program", () =>
  assertEquals(JSON.parse(formatLine(message, "json")!), message));

Deno.test("formatLine() says who set the topic, or what it is", () => {
  const said = { type: "topic", from: "Ginette", text: "le TP 3", at: 0 } as const;
  assertEquals(formatLine(said, "text"), "* Ginette set the topic: le TP 3");
  assertEquals(formatLine({ ...said, text: "" }, "text"), "* Ginette took the topic away");
  assertEquals(formatLine({ type: "topic", text: "le TP 3" }, "text"), "* The topic is: le TP 3");
  assertEquals(formatLine({ type: "topic", text: "" }, "text"), "* There is no topic");
  const at = new Date(2001, 1, 3, 4, 5).getTime();
  assertEquals(
    formatLine({ ...said, at, history: true }, "text"),
    "* (history 2001-02-03 04:05) Ginette set the topic: le TP 3",
  );
  assertEquals([said, { ...said, text: "" }].map((line) => formatLine(line, "plain")), [
    undefined,
    undefined,
  ]);
});

Deno.test("formatLine() tells of many people who are out of reach in a line that fits", () => {
  const names = Array.from({ length: 23 }, (_, index) => `n${index}`);
  assertEquals(formatLine({ type: "unreachable", names }, "text")!.endsWith(", n19 and 3 more"), true);
  const back = {
    type: "reachable" as const,
    names: ["Ginette2", "Roger"],
    renamed: [{ from: "Ginette", to: "Ginette2" }],
  };
  assertEquals(formatLine(back, "text"), "* Within reach again: Ginette2 (was Ginette), Roger");
  assertEquals(
    formatLine({ type: "members", names: ["a", "b"], unreachable: ["b"] }, "text"),
    "* Here: a; out of reach: b",
  );
  assertEquals(formatLine({ type: "members", names: ["a", "b"] }, "text"), "* Here: a, b");
});
