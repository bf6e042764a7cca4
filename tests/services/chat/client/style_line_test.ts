import { assertEquals, assertNotEquals } from "@std/assert";
import { getColorEnabled, setColorEnabled, stripAnsiCode } from "@std/fmt/colors";
import { styleLine } from "../../../../mod/services/chat/client/style_line.ts";

const looks: [line: string, from: string | undefined, names: string[], mention: boolean][] = [
  ["[Roger] salut Ginette !", "Roger", ["Roger"], true],
  ["[Roger] GINETTE?", "Roger", ["Roger"], true],
  ["[Roger] Ginettes", "Roger", ["Roger"], false],
  ["[Ginette] Ginette", "Ginette", ["Ginette"], false],
  ["[a]b] Ginette", "a]b", ["a]b"], true],
  ["* (history 14:03) [Roger] Ginette", "Roger", ["Roger"], false],
  ["[Roger -> Ginette] psst", "Roger", ["Roger", "Ginette"], true],
  ["* Here with you: Roger, Marcel", undefined, ["Roger", "Marcel"], false],
  ["* Marcel joined", undefined, ["Marcel"], false],
  ["any line", undefined, [], false],
];
for (const [line, from, names, mention] of looks) {
  Deno.test(`styleLine() reads ${line}`, () => {
    const look = styleLine(line, "Ginette");
    assertEquals([look.from, look.names, look.mention], [from, names, mention]);
    assertEquals(stripAnsiCode(look.coloured), line);
  });
}

Deno.test("styleLine() gives a name the same colour wherever it stands", () => {
  const before = getColorEnabled();
  setColorEnabled(true); // whatever NO_COLOR says where the test runs
  try {
    // deno-lint-ignore no-control-regex
    const color = (line: string) => /\x1b\[38;5;(\d+)m/.exec(styleLine(line, undefined, 256).coloured)?.[1];
    assertNotEquals(color("[Roger] a"), undefined);
    assertEquals(color("[Roger] a"), color("[ROGER -> x] b"));
  } finally {
    setColorEnabled(before);
  }
});
