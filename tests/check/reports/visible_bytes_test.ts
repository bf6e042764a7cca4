import { assertEquals } from "@std/assert";
import { visibleBytes } from "../../../mod/check/reports/visible_bytes.ts";

Deno.test("visibleBytes() shows text as text and other bytes as escapes, never as they are", () => {
  assertEquals(visibleBytes(new TextEncoder().encode("été\n\x1b[2J")), '"été\\n\\x1b[2J"');
  assertEquals(visibleBytes(Uint8Array.of(0x41, 0xff, 0x0a)), '"A\\xff\\n"');
});

Deno.test("visibleBytes() shows both ends of what is long, and says how long it is", () => {
  const long = new TextEncoder().encode(`${"0123456789".repeat(20)}\n`);
  assertEquals(visibleBytes(long, 16), '"012345678901…789\\n" … 201 bytes in all');
  assertEquals(visibleBytes(long, 3), '"012…" … 201 bytes in all');
});

Deno.test("visibleBytes() cuts no character", () => {
  const long = new TextEncoder().encode("é".repeat(10) + "🦆".repeat(10));
  assertEquals(visibleBytes(long, 20), '"ééééééé…🦆" … 60 bytes in all');
});

Deno.test("visibleBytes() shortens a character that stands there many times, and says how much there is", () => {
  const padded = new TextEncoder().encode(`mot ${"x".repeat(100)} fin`);
  assertEquals(visibleBytes(padded), '"mot xxxxxxxx…xxxxxxxx fin" … 108 bytes in all');
});

Deno.test("visibleBytes() shows the end of what was kept by its ends alone", () => {
  const begin = new TextEncoder().encode("bonjour");
  const kept = { end: new TextEncoder().encode("fin"), size: 9000 };
  assertEquals(visibleBytes(begin, undefined, undefined, kept), '"bonjour…fin" … 9000 bytes in all');
});
