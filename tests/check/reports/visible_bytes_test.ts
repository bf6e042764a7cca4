import { assertEquals } from "@std/assert";
import { visibleBytes } from "../../../mod/check/reports/visible_bytes.ts";

Deno.test("visibleBytes() shows text as text and other bytes as escapes, never as they are", () => {
  assertEquals(visibleBytes(new TextEncoder().encode("été\n\x1b[2J")), '"été\\n\\x1b[2J"');
  assertEquals(visibleBytes(Uint8Array.of(0x41, 0xff, 0x0a)), '"A\\xff\\n"');
});

Deno.test("visibleBytes() says how much it does not show", () => {
  assertEquals(visibleBytes(new Uint8Array(200).fill(65), 3), '"AAA" … 200 bytes in all');
});
