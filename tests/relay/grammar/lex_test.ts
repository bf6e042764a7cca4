import { assertEquals, assertThrows } from "@std/assert";
import { lex } from "../../../mod/relay/grammar/lex.ts";
import { GrammarError } from "../../../mod/relay/grammar/grammar_error.ts";

const ENDS = ["!!", ",", ":"];

Deno.test("lex() stops at the first separator that nothing protects", () => {
  // text, token, where it stopped
  const cases: [string, string, number][] = [
    ["TCP:host", "TCP", 3],
    ["'a,b':c", "a,b", 5],
    ['"a:b",c', "a:b", 5],
    ["[::1]:80", "[::1]", 5],
    ["(a,b){c:d}!!x", "(a,b){c:d}", 10],
    ["a\\:b:c", "a:b", 4],
    ["a!b!!c", "a!b", 3],
    ["", "", 0],
  ];
  for (const [text, token, next] of cases) assertEquals(lex(text, 0, ENDS, "linux"), { token, next }, text);
});

Deno.test("lex() removes outer quotes and keeps inner ones", () => {
  assertEquals(lex(`"sh -c 'a b'"`, 0, ENDS, "linux").token, "sh -c 'a b'");
  assertEquals(lex(`(a 'b' "c")`, 0, ENDS, "linux").token, `(a 'b' "c")`);
});

Deno.test("lex() resolves one level of backslashes, in single quotes too", () => {
  assertEquals(lex("'a\\nb\\\\n\\x'", 0, ENDS, "linux").token, "a\nb\\nx");
  assertEquals(lex("end\\", 0, ENDS, "linux").token, "end");
});

Deno.test("lex() points at the quote or bracket that is never closed", () => {
  for (const [text, at] of [["ab'cd", 2], ['x"y', 1], ["a(b[c)", 3]] as const) {
    const error = assertThrows(() => lex(text, 0, ENDS, "linux"), GrammarError);
    assertEquals(error.at, at, text);
  }
});

Deno.test("lex() refuses what is nested too deeply instead of running out of stack", () => {
  assertThrows(() => lex("(".repeat(100_000), 0, ENDS, "linux"), GrammarError);
});

Deno.test("lex() on Windows takes a backslash for a part of a path, unless it protects a quote or a separator", () => {
  const raw = String.raw;
  // text, token, where it stopped
  const cases: [string, string, number][] = [
    [raw`\new\table\x,append`, raw`\new\table\x`, 12],
    [raw`\\host\share\x:y`, raw`\\host\share\x`, 14],
    [raw`a\:b:c`, "a:b", 4],
    [raw`dir\\,append`, "dir\\", 5],
    [raw`"C:\My Files\x",append`, raw`C:\My Files\x`, 15],
    [raw`'C:\a,b\n',append`, raw`C:\a,b\n`, 10],
    [raw`\Users\O'Brien\f,append`, raw`\Users\O'Brien\f`, 16],
    [raw`echo \"a\" b:c`, `echo "a" b`, 12],
    ["end\\", "end\\", 4],
    ["[::1]:80", "[::1]", 5],
    [raw`\Program Files (x86)\y.exe,stderr`, raw`\Program Files (x86)\y.exe`, 26],
  ];
  for (const [text, token, next] of cases) {
    assertEquals(lex(text, 0, ENDS, "windows"), { token, next }, text);
  }
});
