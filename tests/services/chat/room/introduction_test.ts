import { assertEquals } from "@std/assert";
import { type Demands, parseIntroduction } from "../../../../mod/services/chat/room/introduction.ts";

const enter = (name: string, style: "text" | "json" | "bot" = "text", demands: Demands = {}) => ({
  verb: "enter" as const,
  name,
  json: style !== "text",
  bot: style === "bot",
  demands,
});

Deno.test("parseIntroduction() takes a name, or a style and a name, as it always did", () => {
  for (
    const [line, expected] of [
      ["Ginette", enter("Ginette")],
      ["/nick Ginette", enter("Ginette")],
      ["/json Ginette", enter("Ginette", "json")],
      ["/BOT  Ginette", enter("Ginette", "bot")],
      ["/json", enter("/json", "json")],
      ["/json a b", enter("a b", "json")],
      ["a since=1", enter("a since=1")],
      ["/nick a ack", enter("a ack")],
      ["/jsonGinette", enter("/jsonGinette")],
      ["/bye", { verb: "bye" }],
      ["/help", { verb: "help" }],
    ] as const
  ) assertEquals(parseIntroduction(line), expected, line);
});

Deno.test("parseIntroduction() takes what a program asks for behind its name, in any order", () => {
  const session = "0123456789abcdef";
  assertEquals(
    parseIntroduction(`/json Ginette alive=5 ack room=ab-1 since=12 session=${session}`),
    enter("Ginette", "json", { alive: 5, ack: true, room: "ab-1", since: 12, session }),
  );
  assertEquals(parseIntroduction("/bot b since=0"), enter("b", "bot", { since: 0 }));
});

Deno.test("parseIntroduction() says what a demand wants", () => {
  for (
    const wrong of [
      "since",
      "since=",
      "since=-1",
      "since=1e3",
      "since=9999999999999999",
      "room=a/b",
      "ack=1",
      "session=short",
      "alive=0",
      "alive=61",
    ]
  ) {
    const found = parseIntroduction(`/json Ginette ${wrong}`);
    assertEquals([found.verb, "json" in found && found.json], ["mistake", true], wrong);
  }
});
