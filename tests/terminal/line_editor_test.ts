import { assertEquals } from "@std/assert";
import { KeyDecoder } from "../../mod/terminal/key_decoder.ts";
import { isEdit, LineEditor } from "../../mod/terminal/line_editor.ts";

/** The line with a bar where the cursor is, after those keys. */
function after(...inputs: string[]): string {
  const editor = new LineEditor();
  for (const input of inputs) press(editor, input);
  return `${editor.before.join("")}|${editor.after.join("")}`;
}

function press(editor: LineEditor, input: string): void {
  for (const key of new KeyDecoder("linux").decode(input)) {
    if (key.do === "enter") editor.enter();
    else if (key.do === "newline") editor.apply({ do: "insert", text: "\n" });
    else if (isEdit(key)) editor.apply(key);
  }
}

const [LEFT, UP, DOWN] = ["\x1b[D", "\x1b[A", "\x1b[B"];
const edits: [string, string[], string][] = [
  ["inserts", ["salut"], "salut|"],
  ["inserts in the middle", ["slut", LEFT + LEFT + LEFT, "a"], "sa|lut"],
  ["moves over an emoji in one step", ["a👩‍👩‍👧b", LEFT + LEFT], "a|👩‍👩‍👧b"],
  ["removes an accented character whole", ["ae\u0301", "\x7f"], "a|"],
  ["joins a late accent to its letter", ["e", "\u0301", "\x7f"], "|"],
  ["goes to both ends", ["abc", "\x01", "x", "\x05", "y"], "xabcy|"],
  ["deletes under the cursor", ["abc", "\x01", "\x1b[3~"], "|bc"],
  ["stops at the ends", ["a", "\x1b[C\x1b[C", "\x01", `${LEFT}\x7f`], "|a"],
  ["moves by words", ["un deux trois", "\x1bb\x1bb"], "un |deux trois"],
  ["moves forward by words", ["un deux", "\x01", "\x1b[1;5C"], "un| deux"],
  ["kills a word and puts it back", ["un deux", "\x17", "\x01", "\x19"], "deux|un "],
  ["kills the word after the cursor", ["un deux trois", "\x01", "\x1bd"], "| deux trois"],
  ["puts kills in a row back together", ["un deux trois", "\x17", "\x17", "\x19"], "un deux trois|"],
  ["joins kills to both sides in order", ["ab", LEFT, "\x0b", "\x15", "\x19"], "ab|"],
  ["does not join kills with a move between", ["un deux", "\x17", "\x01\x05", "\x17", "\x19"], "un |"],
  ["kills to the end", ["abcd", LEFT + LEFT, "\x0b"], "ab|"],
  ["kills to the start", ["abcd", LEFT, "\x15"], "|d"],
  ["exchanges the last two", ["ab", "\x14"], "ba|"],
  ["exchanges around the cursor", ["abc", LEFT, "\x14"], "acb|"],
  ["exchanges nothing where there is one", ["a", "\x14"], "a|"],
  ["exchanges an emoji whole", ["a👩‍👩‍👧", "\x14"], "👩‍👩‍👧a|"],
  ["undoes a word that was typed", ["un", " ", "deux", "\x1f"], "un |"],
  ["undoes a kill", ["un deux", "\x15", "\x1f"], "un deux|"],
  ["undoes to the beginning and no further", ["a", "\x7f", "b", "\x1f\x1f\x1f\x1f"], "|"],
  ["recalls older lines", ["un\r", "deux\r", UP + UP], "un|"],
  ["comes back to what was being typed", ["un\r", "dra", UP + DOWN, "ft"], "draft|"],
  ["has ends in each line", ["un\ndeux", "\x01", "a", "\x05", "b"], "un\nadeuxb|"],
  ["goes up in a text of several lines", ["old\r", "un\ndeux", UP], "un|\ndeux"],
  ["goes to the same column below", ["deux\nun", "\x01", UP + "\x1b[C" + DOWN], "deux\nu|n"],
  ["goes through the lines, then the history", ["old\r", "un\ndeux", UP + UP], "old|"],
  ["kills a line end at the end of a line", ["un\ndeux", UP, "\x0b"], "un|deux"],
  ["recalls several lines as one", ["un\ndeux\r", UP], "un\ndeux|"],
];
for (const [what, keys, line] of edits) {
  Deno.test(`LineEditor ${what}`, () => assertEquals(after(...keys), line));
}

Deno.test("LineEditor.clear() empties the line, and yank or undo brings it back", () => {
  for (const back of ["\x19", "\x1f"]) {
    const editor = new LineEditor();
    press(editor, "salut");
    editor.clear();
    assertEquals(editor.text, "");
    press(editor, back);
    assertEquals(editor.text, "salut");
  }
});

Deno.test("LineEditor takes a text of any length at once", () => {
  const editor = new LineEditor();
  editor.apply({ do: "insert", text: "é".repeat(300_000) });
  editor.apply({ do: "killToStart" });
  editor.apply({ do: "yank" });
  assertEquals(editor.before.length, 300_000);
});
