import { assertEquals } from "@std/assert";
import { visibleText } from "../../mod/io/visible_text.ts";

Deno.test("visibleText() leaves accents, emoji and other scripts alone", () => {
  const text = "À bientôt 👩‍👩‍👧 שלום 日本";
  assertEquals(visibleText(text), text);
});

Deno.test("visibleText() shows C0 controls as pictures", () => {
  assertEquals(visibleText("\x1b[2J\x07\x00\x7f\r"), "␛[2J␇␀␡␍");
});

Deno.test("visibleText() replaces C1 controls, bidi overrides and Unicode line ends", () => {
  assertEquals(visibleText("a\x9b2Jb\u202ec\u2028d"), "a\ufffd2Jb\ufffdc\ufffdd");
});

Deno.test("visibleText() turns a tab into spaces", () =>
  assertEquals(visibleText("if:\treturn"), "if:    return"));
