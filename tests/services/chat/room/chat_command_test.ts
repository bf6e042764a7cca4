import { assert, assertEquals } from "@std/assert";
import { commandHelp, parseCommand } from "../../../../mod/services/chat/room/chat_command.ts";

const parsed: [string, ReturnType<typeof parseCommand>][] = [
  ["Salut tout le monde !", { verb: "say", text: "Salut tout le monde !", echo: false }],
  ["//etc/hosts", { verb: "say", text: "/etc/hosts", echo: false }],
  ["/all Salut  à tous", { verb: "say", text: "Salut  à tous", echo: true }],
  ["/ALL x", { verb: "say", text: "x", echo: true }],
  ["/me applaudit", { verb: "act", text: "applaudit" }],
  ["/msg Roger un secret", { verb: "tell", to: "Roger", text: "un secret" }],
  ["/nick Gigi", { verb: "nick", name: "Gigi" }],
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
  Deno.test(`parseCommand() reads ${JSON.stringify(line)}`, () => assertEquals(parseCommand(line), command));
}

for (
  const [typed, nearest] of [["/hlep", "/help"], ["/hi", "/history"], ["/byee", "/bye"], [
    "/constructor",
    "/",
  ]]
) {
  Deno.test(`parseCommand() answers ${typed} with the nearest command`, () => {
    const command = parseCommand(typed!);
    assert(
      command?.verb === "mistake" && command.sentence.includes(`did you mean ${nearest}`),
      JSON.stringify(command),
    );
  });
}

Deno.test("parseCommand() keeps /kick for the console", () => {
  assertEquals(parseCommand("/kick Roger")?.verb, "mistake");
  assertEquals(parseCommand("/kick Roger", true), { verb: "kick", name: "Roger" });
});

Deno.test("commandHelp() shows /kick to the console alone", () => {
  assertEquals(commandHelp().some((line) => line.startsWith("/kick")), false);
  assertEquals(commandHelp(true).some((line) => line.startsWith("/kick")), true);
});
