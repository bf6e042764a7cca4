import { assertEquals, assertMatch } from "@std/assert";
import { dumpBlock } from "../../../mod/relay/filters/dump.ts";

function dump(text: string, mode: { text: boolean; hex: boolean }): string[] {
  return new TextDecoder().decode(dumpBlock(">", new TextEncoder().encode(text), 5, mode)).split("\n");
}

Deno.test("dumpBlock() begins with direction, time, length and place", () => {
  const [head] = dump("abc\n", { text: true, hex: false });
  assertMatch(head!, /^> \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{6} {2}length=4 from=5 to=8$/);
});

Deno.test("dumpBlock() shows text with escapes for controls and dots for the rest", () => {
  assertEquals(dump("a\r\n\x07\x00é\\", { text: true, hex: false }).slice(1), ["a\\r", "\\a...\\\\"]);
});

Deno.test("dumpBlock() shows hexadecimal, and text beside it", () => {
  assertEquals(dump("ab", { text: false, hex: true }).slice(1), [" 61 62", ""]);
  assertEquals(dump("ab", { text: true, hex: true })[1], ` 61 62${" ".repeat(42)}  ab`);
});
