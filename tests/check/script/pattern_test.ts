import { assertEquals, assertThrows } from "@std/assert";
import { compilePattern, MOST_CHARACTERS } from "../../../mod/check/script/pattern/match_pattern.ts";
import { fc, property } from "../../_kit/property.ts";

const SAMPLES: readonly (readonly [pattern: string, text: string])[] = [
  ["OK \\d+", "OK 120"],
  ["OK \\d+", "OK 120 "],
  ["^OK$", "OK"],
  ["(?<a>\\w+) (?<b>\\w+)?", "bonjour ginette"],
  ["(?<a>a*?)(?<b>a*)", "aaa"],
  ["(?<a>a+|b)*", "aab"],
  ["(?<n>-?\\d+(?:\\.\\d{1,2})?) €", "-3.50 €"],
  ["[^\\s,]+(?:,[^\\s,]+)*", "a,b,ç🦆"],
  ["(?i)bonjour [a-z]+", "BonJour GINETTE"],
  ["a{2,3}b{2}c{1,}", "aaabbcc"],
  ["a{2,3}", "aaaa"],
  ["x|yz|", ""],
  [".+\\.\\x41\\u0042\\u{1f986}\\t", "q.AB🦆\t"],
  ["[\\d\\-x\\]]+", "1-x]"],
  ["(a|ab)(c|bcd)(?<d>d*)", "abcd"],
  ["((a*)*)*b", "aaab"],
  ["", ""],
];

Deno.test("a pattern finds what JavaScript's expression finds in the whole text", () => {
  for (const [pattern, text] of SAMPLES) {
    const [, flags = "", plain = ""] = /^(\(\?i\))?(.*)$/s.exec(pattern)!;
    const theirs = new RegExp(`^(?:${plain})$`, flags === "" ? "u" : "iu").exec(text);
    const groups = theirs && Object.fromEntries(
      Object.entries(theirs.groups ?? {}).filter(([, value]) => value !== undefined),
    );
    assertEquals([pattern, text, compilePattern(pattern).match(text)], [pattern, text, groups ?? undefined]);
  }
});

const part = fc.constantFrom("a", "b", "[ab]", ".", "(?:a|b)", "(?:ab)?", "a*", "(?:a|ab)+", "b{1,2}", "|");

property(
  "any pattern matches what JavaScript's matches",
  fc.tuple(
    fc.array(part, { maxLength: 6 }),
    fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 }),
  ),
  ([parts, text]) => {
    const pattern = parts.join("");
    const theirs = new RegExp(`^(?:${pattern})$`, "u").test(text);
    assertEquals(compilePattern(pattern).match(text) !== undefined, theirs, `${pattern} ${text}`);
  },
);

Deno.test("the work of a pattern that doubles its ways grows with the text alone", () => {
  const started = performance.now();
  for (const pattern of ["(a+)+b", "(a|a)*b", "(a*)*b", "(a|aa)+$", "(?:a?){30}a{30}"]) {
    compilePattern(pattern).match("a".repeat(5000));
  }
  const time = performance.now() - started;
  assertEquals(time < 20_000, true, `${time} ms`);
  assertEquals(compilePattern("a*").match("a".repeat(MOST_CHARACTERS + 1)), undefined);
});

const WRONG: readonly (readonly [pattern: string, sentence: string])[] = [
  ["(a", "at character 1: there is a ( without its )"],
  ["a)", "at character 2: there is a ) without its ("],
  ["*a", "at character 1: there is nothing to be repeated"],
  ["a**", "at character 4: there is nothing to be repeated"],
  ["[a-", "at character 1: there is a [ without its ], or it holds a range turned round"],
  ["[z-a]", "at character 1: there is a [ without its ], or it holds a range turned round"],
  ["(a)\\1", "at character 4: \\1 is not understood: a pattern neither looks back nor refers to groups"],
  ["(?=a)", "at character 1: (?= is not understood: of groups there are (…), (?:…) and (?<name>…)"],
  ["(?<n>a)(?<n>b)", "at character 13: the name n is given twice"],
  ["a{3,2}", "at character 2: {3,2} is turned round"],
  ["a^b", "at character 2: the pattern is for the whole text anyway; write \\^ for the character"],
  ["(?:a{1000}){1000}", "the pattern is too large when its repetitions are written out"],
];

Deno.test("a pattern that is not understood says where and why", () => {
  for (const [pattern, sentence] of WRONG) {
    const { message } = assertThrows(() => compilePattern(pattern), Error, undefined, pattern);
    assertEquals([pattern, message], [pattern, sentence]);
  }
});
