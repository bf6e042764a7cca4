import { assertEquals, assertThrows } from "@std/assert";
import { posixPattern } from "../../../../mod/relay/addresses/terminal/posix_pattern.ts";

Deno.test("posixPattern() finds what regex(7) finds", () => {
  const cases: [pattern: string, found: string[], missed: string[]][] = [
    ["^[Pp]assword:.*$", ["Password: ", "password:"], ["The password: ", "Pass"]],
    ["([Uu]ser:|[Pp]assword:)", ["Old User:", "password:"], ["user"]],
    ["[[:space:]]$", ["a ", "a\t"], ["a"]],
    ["^[^[:digit:][:upper:]]+$", ["abc"], ["aBc", "a1"]],
    ["^[]x]+$", ["]x]"], ["y"]],
    ["^[^]x]$", ["a"], ["]", "x"]],
    ["^[[:punct:]]$", ["[", "]", "\\", "^", "-", "~"], ["a", " "]],
    ["^[\\n]$", ["\\", "n"], ["\n"]],
    ["^\\[x]$", ["[x]"], ["x"]],
    ["^[a[]$", ["a", "["], ["]"]],
  ];
  for (const [pattern, found, missed] of cases) {
    for (const text of found) assertEquals(posixPattern(pattern).test(text), true, `${pattern} ${text}`);
    for (const text of missed) assertEquals(posixPattern(pattern).test(text), false, `${pattern} ${text}`);
  }
  for (const wrong of ["(", "[[:nosuch:]]", "*"]) assertThrows(() => posixPattern(wrong), SyntaxError);
});
