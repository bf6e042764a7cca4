import { assert, assertEquals } from "@std/assert";
import { SYSTEMS } from "../../mod/system/system.ts";
import { KeyDecoder, type KeyPress, LONGEST_PASTE } from "../../mod/terminal/key_decoder.ts";

/** The keys that these pieces are, and what is left when nothing more comes. */
function decoded(...pieces: string[]): { keys: KeyPress[]; settled: KeyPress[] } {
  const decoder = new KeyDecoder("linux");
  const keys = pieces.flatMap((piece) => decoder.decode(piece));
  return { keys, settled: decoder.settle() };
}

const insert = (text: string): KeyPress => ({ do: "insert", text });
const paste = (text: string): KeyPress => ({ do: "paste", text });
const enter: KeyPress = { do: "enter" };

Deno.test("KeyDecoder knows how the input is ended on each system, and what stops a job", () => {
  for (const system of SYSTEMS) {
    const decoder = new KeyDecoder(system);
    assertEquals(decoder.decode("\x04"), [{ do: "endOfInput" }]);
    assertEquals(decoder.decode("\x1a"), [{ do: system === "windows" ? "endOfInput" : "suspend" }]);
  }
});

const cases: [what: string, input: string, keys: KeyPress[]][] = [
  ["keys between text", "a\x1b[Db", [insert("a"), { do: "left" }, insert("b")]],
  ["CR LF as one Enter", "a\r\nb\r\n", [insert("a"), enter, insert("b"), enter]],
  ["CR NUL as one Enter", "a\r\0b\r\0", [insert("a"), enter, insert("b"), enter]],
  ["two Enters as two", "\r\r", [enter, enter]],
  ["Ctrl-J as a line", "a\nb", [insert("a"), { do: "newline" }, insert("b")]],
  ["Alt-Enter and Shift-Enter", "\x1b\r\x1b[13;2u\x1b[27;2;13~", [
    { do: "newline" },
    { do: "newline" },
    { do: "newline" },
  ]],
  ["words of every terminal", "\x1b[1;5C\x1b[5C\x1bOc\x1bf\x1b\x1b[C", [
    { do: "wordRight" },
    { do: "wordRight" },
    { do: "wordRight" },
    { do: "wordRight" },
    { do: "right" },
  ]],
  ["kills of words", "\x1bd\x17\x1b\x7f\x1b\x08", [
    { do: "killWordAfter" },
    { do: "killWord" },
    { do: "killWord" },
    { do: "killWord" },
  ]],
  ["where the cursor is", "\x1b[12;34R", [{ do: "cursorAt", row: 12, column: 34 }]],
  ["nothing in keys that nobody knows", "\x1b[15~\x00\x1b[[A\x1b[99;99z\x9ba", [insert("a")]],
  ["a paste as one text", "\x1b[200~un\r\ndeux\r\0trois\rquatre\n\x1b[201~", [
    paste("un\ndeux\ntrois\nquatre\n"),
  ]],
  ["no commands in a paste", "\x1b[200~a\tb\x03\x04\x1a\x1b[A\x7f\x9b1;1Hc\x1b[201~", [
    paste("a    b[A1;1Hc"),
  ]],
  ["what follows a paste", "\x1b[200~a\x1b[201~\r", [paste("a"), enter]],
];
for (const [what, input, keys] of cases) {
  Deno.test(`KeyDecoder finds ${what}, in any pieces`, () => {
    assertEquals(decoded(input).keys, keys);
    for (let cut = 1; cut < input.length; cut++) {
      const { keys: cutKeys, settled } = decoded(input.slice(0, cut), input.slice(cut));
      assertEquals(joined([...cutKeys, ...settled]), joined(keys), `cut at ${cut}`);
    }
    assertEquals(joined(decoded(...input).keys), joined(keys));
  });
}

/** Texts that came in pieces are one. */
function joined(keys: KeyPress[]): KeyPress[] {
  const all: KeyPress[] = [];
  for (const key of keys) {
    const last = all.at(-1);
    if (key.do === "insert" && last?.do === "insert") all[all.length - 1] = insert(last.text + key.text);
    else all.push(key);
  }
  return all;
}

Deno.test("KeyDecoder waits for the rest of a key, and not for ever", () => {
  const decoder = new KeyDecoder("linux");
  assertEquals(decoder.decode("a\x1b[1;"), [insert("a")]);
  assert(decoder.patience !== undefined);
  assertEquals([decoder.settle(), decoder.patience, decoder.decode("b")], [[], undefined, [insert("b")]]);
  assertEquals([decoder.decode("\x1b"), decoder.settle()], [[], [{ do: "cancel" }]]);
  assertEquals(decoder.decode(`\x1b[${"1;".repeat(200)}`).length < 10, true);
  assertEquals([decoder.settle(), decoder.decode("c")], [[], [insert("c")]]);
});

Deno.test("KeyDecoder gives out a paste whose end never comes, and takes keys again", () => {
  const decoder = new KeyDecoder("linux");
  assertEquals(decoder.decode("\x1b[200~un\rdeux"), []);
  assert(decoder.patience !== undefined);
  assertEquals(decoder.settle(), [paste("un\ndeux")]);
  assertEquals(decoder.patience, undefined);
  assertEquals([decoder.decode("a"), decoder.decode("\r")], [[insert("a")], [enter]]);
});

Deno.test("KeyDecoder runs no command of a paste that pauses", () => {
  const decoder = new KeyDecoder("linux");
  decoder.decode("\x1b[200~un\r");
  assertEquals(decoder.settle(), [paste("un\n")]);
  assertEquals(decoder.decode("deux\r/bye\r\x1b[201~"), [paste("deux\n/bye\n")]);
  assertEquals(decoder.decode("trois\r"), [insert("trois"), enter]);
});

Deno.test("KeyDecoder keeps no more of a paste than can be taken", () => {
  const decoder = new KeyDecoder("linux");
  decoder.decode("\x1b[200~");
  for (let piece = 0; piece < 100; piece++) decoder.decode("x".repeat(65_536));
  const [key] = decoder.decode("\x1b[201~");
  assertEquals(key?.do === "paste" && key.text.length, LONGEST_PASTE + 1);
});
