import { verbatim } from "../../mod/i18n/message.ts";
import { assertEquals } from "@std/assert";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { TerminalReadline } from "../../mod/terminal/terminal_readline.ts";

Deno.test("a terminal has been given back when its readline is disposed of, however slow it is", async () => {
  const written: string[] = [];
  const raw: boolean[] = [];
  const slow = async (text: string) => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    written.push(text);
  };
  const context = {
    stdin: { setRaw: (on: boolean) => raw.push(on) },
    stdout: { write: slow, columns: () => 80 },
    translate: (text: string) => text,
  } as unknown as CommandContext;
  const readline = new TerminalReadline(context, {});
  readline.prompt(verbatim("calc> "));
  const givenBack = readline[Symbol.asyncDispose]();
  readline.prompt(verbatim("too late> "));
  await givenBack;
  await slow("");
  written.pop();
  assertEquals([raw, written.at(-1)], [[true, false], "\r\x1b[K\x1b[?2004l"]);
});
