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
  for (const [text, token, next] of cases) assertEquals(lex(text, 0, ENDS), { token, next }, text);
});

Deno.test("lex() removes outer quotes and keeps inner ones", () => {
  assertEquals(lex(`"sh -c 'a b'"`, 0, ENDS).token, "sh -c 'a b'");
  assertEquals(lex(`(a 'b' "c")`, 0, ENDS).token, `(a 'b' "c")`);
});

Deno.test("lex() resolves one level of backslashes, in single quotes too", () => {
  assertEquals(lex("'a\\nb\\\\n\\x'", 0, ENDS).token, "a\nb\\nx");
  assertEquals(lex("end\\", 0, ENDS).token, "end");
});

Deno.test("lex() points at the quote or bracket that is never closed", () => {
  for (const [text, at] of [["ab'cd", 2], ['x"y', 1], ["a(b[c)", 3]] as const) {
    const error = assertThrows(() => lex(text, 0, ENDS), GrammarError);
    assertEquals(error.at, at, text);
  }
});

Deno.test("lex() refuses what is nested too deeply instead of running out of stack", () => {
  assertThrows(() => lex("(".repeat(100_000), 0, ENDS), GrammarError);
});
