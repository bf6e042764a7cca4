import { assertEquals } from "@std/assert";
import { escapeControls, escapeName, preview, visibleText } from "../../mod/io/visible_text.ts";
import { SYSTEMS } from "../../mod/system/system.ts";

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

/** What no terminal may get: controls, what turns the reading direction, and the two Unicode line ends. */
const OBEYED = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

Deno.test("no code point that a terminal obeys passes, whichever way it is shown", () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const text = `a${String.fromCodePoint(code)}b`;
    const shown = [visibleText(text), escapeControls(text), preview(new TextEncoder().encode(text))];
    for (const each of shown) {
      if (OBEYED.test(each)) throw new Error(`U+${code.toString(16)} passes: ${JSON.stringify(each)}`);
    }
  }
});

Deno.test("escapeControls() loses nothing: every code point can be had back", () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    const shown = escapeControls(character);
    if (shown !== character && JSON.stringify(unescaped(shown)) !== JSON.stringify(character)) {
      throw new Error(`U+${code.toString(16)} became ${shown}`);
    }
  }
});

Deno.test("escapeName() keeps a path of Windows as it is typed there, and escapes there what it escapes elsewhere", () => {
  assertEquals(escapeName("C:\\new\\a.txt", "windows"), "C:\\new\\a.txt");
  assertEquals(escapeName("C:\\new", "linux"), "C:\\\\new");
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    for (const system of SYSTEMS) {
      const kept = system === "windows" && character === "\\";
      const expected = kept ? character : escapeControls(character);
      if (escapeName(character, system) !== expected) throw new Error(`${system}: U+${code.toString(16)}`);
    }
  }
});

/** A character from its escape, as JavaScript reads it. */
function unescaped(escape: string): string {
  const code = /^\\(?:x|u\{)([0-9a-f]+)\}?$/.exec(escape)?.[1];
  const short = { "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\\\": "\\" }[escape];
  return short ?? String.fromCodePoint(parseInt(code!, 16));
}
