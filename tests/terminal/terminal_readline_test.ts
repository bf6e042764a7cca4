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

Deno.test("a terminal's readline draws its own prompt from the start", async () => {
  for (
    const [prompt, row] of [[undefined, "> "], [verbatim(""), ""], [verbatim("name? "), "name? "]] as const
  ) {
    const written: string[] = [];
    const context = {
      stdin: { setRaw: () => {} },
      stdout: { write: (text: string) => Promise.resolve(void written.push(text)), columns: () => 80 },
      translate: String,
    } as unknown as CommandContext;
    await using _readline = new TerminalReadline(context, prompt === undefined ? {} : { prompt });
    await Promise.resolve();
    assertEquals(written.map((text) => text.split("\x1b[K")[1]!.split("\r")[0]), [row]);
  }
});
