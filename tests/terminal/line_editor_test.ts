import { assertEquals } from "@std/assert";
import { decodeKeys } from "../../mod/terminal/decode_keys.ts";
import { LineEditor } from "../../mod/terminal/line_editor.ts";

/** The line with a bar where the cursor is, after those keys. */
function after(...inputs: string[]): string {
  const editor = new LineEditor();
  for (const input of inputs) press(editor, input);
  return `${editor.before.join("")}|${editor.after.join("")}`;
}

function press(editor: LineEditor, input: string): void {
  for (const key of decodeKeys(input).keys) {
    if (key.do === "enter") editor.enter();
    else if (
      key.do !== "interrupt" && key.do !== "endOfInput" && key.do !== "redraw" && key.do !== "complete"
    ) editor.apply(key);
  }
}

const edits: [string, string[], string][] = [
  ["inserts", ["salut"], "salut|"],
  ["inserts in the middle", ["slut", "\x1b[D\x1b[D\x1b[D", "a"], "sa|lut"],
  ["moves over an emoji in one step", ["a👩‍👩‍👧b", "\x1b[D\x1b[D"], "a|👩‍👩‍👧b"],
  ["removes an accented character whole", ["ae\u0301", "\x7f"], "a|"],
  ["joins a late accent to its letter", ["e", "\u0301", "\x7f"], "|"],
  ["goes to both ends", ["abc", "\x01", "x", "\x05", "y"], "xabcy|"],
  ["deletes under the cursor", ["abc", "\x01", "\x1b[3~"], "|bc"],
  ["stops at the ends", ["a", "\x1b[C\x1b[C", "\x01", "\x1b[D\x7f"], "|a"],
  ["moves by words", ["un deux trois", "\x1bb\x1bb"], "un |deux trois"],
  ["moves forward by words", ["un deux", "\x01", "\x1b[1;5C"], "un| deux"],
  ["kills a word and puts it back", ["un deux", "\x17", "\x01", "\x19"], "deux|un "],
  ["kills to the end", ["abcd", "\x1b[D\x1b[D", "\x0b"], "ab|"],
  ["kills to the start", ["abcd", "\x1b[D", "\x15"], "|d"],
  ["recalls older lines", ["un\r", "deux\r", "\x1b[A\x1b[A"], "un|"],
  ["comes back to what was being typed", ["un\r", "dra", "\x1b[A\x1b[B", "ft"], "draft|"],
  ["takes a paste as text", ["\x1b[200~a\tb\x03\x1b[201~"], "a    b|"],
];
for (const [what, keys, line] of edits) {
  Deno.test(`LineEditor ${what}`, () => assertEquals(after(...keys), line));
}

Deno.test("decodeKeys() waits for the rest of a key", () => {
  assertEquals(decodeKeys("a\x1b[1;"), { keys: [{ do: "insert", text: "a" }], rest: "\x1b[1;" });
});

Deno.test("decodeKeys() ends each pasted line with Enter", () => {
  const { keys } = decodeKeys("\x1b[200~un\ndeux\x1b[201~");
  assertEquals(keys, [{ do: "insert", text: "un" }, { do: "enter" }, { do: "insert", text: "deux" }]);
});

Deno.test("decodeKeys() drops a key that nobody knows", () => {
  assertEquals(decodeKeys("\x1b[15~\x00a").keys, [{ do: "insert", text: "a" }]);
});
