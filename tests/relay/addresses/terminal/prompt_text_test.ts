import { assertEquals } from "@std/assert";
import { promptText } from "../../../../mod/relay/addresses/terminal/prompt_text.ts";

Deno.test("promptText() is what an unfinished line shows", () => {
  const cases: [line: string, shown: string][] = [
    ["login: ", "login: "],
    ["\x1b[1;32mroger\x1b[0m$ ", "roger$ "],
    ["\x1b]0;the title\x07$ ", "$ "],
    ["\x1b]0;the title\x1b\\$ ", "$ "],
    ["\x1b[?2004h\x1b(Bé> ", "é> "],
    ["10%\r20%\r", "20%"],
    ["\r", ""],
    ["a\bb\x07", "ab"],
  ];
  for (const [line, shown] of cases) assertEquals(promptText(new TextEncoder().encode(line)), shown);
});
