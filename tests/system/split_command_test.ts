import { assertEquals, assertThrows } from "@std/assert";
import { splitCommand } from "../../mod/system/split_command.ts";
import { quoteWord } from "../../mod/system/quote_word.ts";
import { type System, SYSTEMS } from "../../mod/system/system.ts";
import { fc, property, textOf } from "../_kit/property.ts";

const raw = String.raw;

Deno.test("splitCommand() knows blanks, quotes and backslashes, as each system has them", () => {
  // command, its words on POSIX, its words on Windows where they differ
  const cases: [string, string[], string[]?][] = [
    [`  python3 "my server.py" {port} `, ["python3", "my server.py", "{port}"]],
    [raw`a\ b 'c "d"' e"f"g ""`, ["a b", `c "d"`, "efg", ""]],
    [raw`a \"b\"`, ["a", `"b"`]],
    ["", []],
    [raw`python C:\x\new\server.py 80`, ["python", "C:xnewserver.py", "80"], [
      "python",
      raw`C:\x\new\server.py`,
      "80",
    ]],
    [raw`"C:\Program Files\x.exe" a`, [raw`C:\Program Files\x.exe`, "a"]],
    [raw`C:\Program\ Files\x.exe`, ["C:Program Filesx.exe"], [raw`C:\Program Files\x.exe`]],
    [raw`\\host\share\a "\\host\b"`, [raw`\hostsharea`, raw`\host\b`], [raw`\\host\share\a`, raw`\\host\b`]],
    [raw`"C:\dir\\" 80`, [raw`C:\dir` + "\\", "80"]],
    [raw`C:\dir\\ 80`, [raw`C:dir` + "\\", "80"], [raw`C:\dir` + "\\", "80"]],
    [raw`'C:\My Files\x' b`, [raw`C:\My Files\x`, "b"]],
    [raw`"a\\\"b"`, [raw`a\"b`]],
    [raw`C:\x\y` + "\\", ["C:xy\\"], [raw`C:\x\y` + "\\"]],
  ];
  for (const [command, posix, windows = posix] of cases) {
    if (!command.endsWith("\\")) assertEquals(splitCommand(command, "linux"), posix, command);
    assertEquals(splitCommand(command, "windows"), windows, command);
  }
});

Deno.test("splitCommand() takes a single quote inside a word for a letter on Windows, where names have them", () => {
  assertEquals(splitCommand(raw`C:\O'Brien\it's.exe {port}`, "windows"), [
    raw`C:\O'Brien\it's.exe`,
    "{port}",
  ]);
});

Deno.test("splitCommand() refuses a quote that is not closed, and says why where a backslash is to blame", () => {
  for (const system of SYSTEMS) {
    assertThrows(() => splitCommand(`python3 "server.py`, system), Error, "not closed");
    assertThrows(() => splitCommand(`python3 'server.py`, system), Error, "not closed");
  }
  assertThrows(() => splitCommand(raw`"C:\dir\" 80`, "windows"), Error, "write it twice");
});

for (const system of SYSTEMS) {
  property(
    `splitCommand() gives back every word that quoteWord() has written, on ${system}`,
    fc.array(textOf(..."abC:\\/'\" \t$%{}[](),;&|<>^!~#é*?=", "\\\\", '\\"', "\\ "), { maxLength: 4 }),
    (words) => {
      assertEquals(splitCommand(words.map((each) => quoteWord(each, system)).join(" "), system), words);
    },
  );
}

Deno.test("quoteWord() leaves plain words alone", () => {
  // word, as typed on POSIX, as typed on Windows
  const cases: [string, System, string][] = [
    ["server.py", "linux", "server.py"],
    [raw`C:\x\server.py`, "windows", raw`C:\x\server.py`],
    [raw`C:\x\server.py`, "linux", raw`'C:\x\server.py'`],
    ["it's", "linux", raw`'it'\''s'`],
    ["a b", "windows", `"a b"`],
    ["", "windows", `""`],
  ];
  for (const [word, system, typed] of cases) assertEquals(quoteWord(word, system), typed);
});
