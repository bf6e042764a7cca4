import { assertEquals } from "@std/assert";
import type { System } from "../../mod/cli/system.ts";
import { TerminalDesk } from "../../mod/terminal/terminal_desk.ts";

Deno.test("a terminal has been given back when its desk is disposed of, however slow it is", async () => {
  const written: string[] = [];
  const raw: boolean[] = [];
  const slow = async (text: string) => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    written.push(text);
  };
  const system = {
    stdin: { setRaw: (on: boolean) => raw.push(on) },
    stdout: { write: slow, columns: () => 80 },
    translate: (text: string) => text,
  } as unknown as System;
  const desk = new TerminalDesk(system, {});
  desk.prompt("calc> ");
  const givenBack = desk[Symbol.asyncDispose]();
  desk.prompt("too late> ");
  await givenBack;
  await slow("");
  written.pop();
  assertEquals([raw, written.at(-1)], [[true, false], "\r\x1b[K\x1b[?2004l"]);
});
