import { assert, assertEquals } from "@std/assert";
import { chatCommandHelp, parseChatCommand } from "../../../../mod/services/chat/room/chat_command.ts";

const parsed: [string, ReturnType<typeof parseChatCommand>][] = [
  ["Salut tout le monde !", { verb: "say", text: "Salut tout le monde !", echo: false }],
  ["//etc/hosts", { verb: "say", text: "/etc/hosts", echo: false }],
  ["/all   def f():  ", { verb: "say", text: "  def f():", echo: true }],
  ["/all Salut  à tous", { verb: "say", text: "Salut  à tous", echo: true }],
  ["/ALL x", { verb: "say", text: "x", echo: true }],
  ["/me applaudit", { verb: "act", text: "applaudit" }],
  ["/msg Roger un secret", { verb: "tell", to: "Roger", text: "un secret" }],
  ["/nick Gigi", { verb: "nick", name: "Gigi" }],
  ["/topic", { verb: "subject" }],
  ["/topic  le TP 3 ", { verb: "topic", text: "le TP 3" }],
  ["/topic -", { verb: "topic", text: "" }],
  ["/history", { verb: "history", count: 20 }],
  ["/history 3", { verb: "history", count: 3 }],
  ["/who", { verb: "who" }],
  ["/bye", { verb: "bye" }],
  ["/help", { verb: "help" }],
  ["/all", { verb: "mistake", sentence: "Usage: /all TEXT" }],
  ["/history many", { verb: "mistake", sentence: "Usage: /history [N]" }],
  ["/msg Roger", { verb: "mistake", sentence: "Usage: /msg NAME TEXT" }],
  ["", undefined],
  ["   ", undefined],
];
for (const [line, command] of parsed) {
  Deno.test(`parseCommand() reads ${JSON.stringify(line)}`, () =>
    assertEquals(parseChatCommand(line), command));
}

for (
  const [typed, nearest] of [["/hlep", "/help"], ["/hi", "/history"], ["/byee", "/bye"], [
    "/constructor",
    "/",
  ]]
) {
  Deno.test(`parseCommand() answers ${typed} with the nearest command`, () => {
    const command = parseChatCommand(typed!);
    assert(
      command?.verb === "mistake" && command.sentence.includes(`did you mean ${nearest}`),
      JSON.stringify(command),
    );
  });
}

Deno.test("parseChatCommand() keeps /kick for the console", () => {
  assertEquals(parseChatCommand("/kick Roger")?.verb, "mistake");
  assertEquals(parseChatCommand("/kick Roger", true), { verb: "kick", name: "Roger" });
});

Deno.test("chatCommandHelp() shows /kick to the console alone", () => {
  assertEquals(chatCommandHelp().some((line) => line.startsWith("/kick")), false);
  assertEquals(chatCommandHelp(true).some((line) => line.startsWith("/kick")), true);
});
