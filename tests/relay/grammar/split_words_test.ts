import { assertEquals } from "@std/assert";
import { splitWords } from "../../../mod/relay/grammar/split_words.ts";

Deno.test("splitWords() cuts at blanks, several counting as one", () => {
  assertEquals(splitWords("  cat   -u  file "), ["cat", "-u", "file"]);
});

Deno.test("splitWords() keeps quoted blanks together", () => {
  assertEquals(splitWords(`sh -c 'echo "a b"' "x  y"`), ["sh", "-c", 'echo "a b"', "x  y"]);
});

Deno.test("splitWords() finds nothing in nothing", () => {
  assertEquals(splitWords("   "), []);
});

Deno.test("splitWords() leaves paths of Windows whole there", () => {
  const raw = String.raw;
  // command, its words on Windows
  const cases: [string, string[]][] = [
    [raw`python C:\x\new\server.py 80`, ["python", raw`C:\x\new\server.py`, "80"]],
    [raw`"C:\My Files\x.exe" a`, [raw`C:\My Files\x.exe`, "a"]],
    [raw`C:\My\ Files\x.exe a`, [raw`C:\My Files\x.exe`, "a"]],
    [raw`\\host\share\x.exe \\host\y`, [raw`\\host\share\x.exe`, raw`\\host\y`]],
    [raw`cmd /c "echo \"a b\""`, ["cmd", "/c", 'echo "a b"']],
  ];
  for (const [command, words] of cases) assertEquals(splitWords(command, "windows"), words, command);
});
