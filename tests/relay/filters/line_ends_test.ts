import { assertEquals } from "@std/assert";
import { convertLineEnds, type LineEnd, lineEndFilter } from "../../../mod/relay/filters/line_ends.ts";

function convert(text: string, from: LineEnd, to: LineEnd): string {
  return new TextDecoder().decode(convertLineEnds(new TextEncoder().encode(text), from, to));
}

Deno.test("convertLineEnds() translates between all pairs", () => {
  // text, from, to, result
  const cases: [string, LineEnd, LineEnd, string][] = [
    ["a\nb\n", "nl", "crnl", "a\r\nb\r\n"],
    ["a\r\nb\r\n", "crnl", "nl", "a\nb\n"],
    ["a\rb\r", "cr", "nl", "a\nb\n"],
    ["a\nb\n", "nl", "cr", "a\rb\r"],
    ["a\rb", "cr", "crnl", "a\r\nb"],
    ["a\r\nb", "crnl", "cr", "a\rb"],
  ];
  for (const [text, from, to, wanted] of cases) {
    assertEquals(convert(text, from, to), wanted, `${from} to ${to}`);
  }
});

Deno.test("convertLineEnds() does not care where a block ends", () => {
  assertEquals(convert("a\r", "crnl", "nl") + convert("\nb", "crnl", "nl"), "a\nb");
});

Deno.test("lineEndStage() is nothing between equals", () => {
  assertEquals(lineEndFilter("crnl", "crnl"), undefined);
});
