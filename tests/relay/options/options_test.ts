import { assert, assertEquals, assertThrows } from "@std/assert";
import { allTypes } from "../../../mod/relay/addresses/registry.ts";
import { parseAddress, type SingleAddress } from "../../../mod/relay/grammar/address.ts";
import { GrammarError } from "../../../mod/relay/grammar/grammar_error.ts";
import type { OptionGroup } from "../../../mod/relay/options/option.ts";
import { allOptions } from "../../../mod/relay/options/option_table.ts";
import { Options } from "../../../mod/relay/options/options.ts";
import { refusedPair } from "../../../mod/relay/options/refused_pairs.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

const GROUPS: OptionGroup[] = ["fd", "process", "socket", "retry", "listen", "child", "named", "reg"];

function read(options: string): Options {
  return Options.read(parseAddress(`X:1,${options}`) as SingleAddress, { keyword: "x", groups: GROUPS });
}

testOn(POSIX, "perm= is refused there", "Options.read() reads each kind of value", () => {
  const options = read("retry=3,interval=0.25,perm=0640,fork,reuseaddr=0,bind=a:1,seek=0x10");
  assertEquals([options.number("retry"), options.number("interval"), options.number("perm")], [
    3,
    250,
    0o640,
  ]);
  assertEquals([options.flag("fork"), options.flag("so-reuseaddr")], [true, false]);
  assertEquals([options.text("bind"), options.number("lseek-set")], ["a:1", 16]);
});

Deno.test("Options.read() takes a character by its number, or as it is", () => {
  const cases: [value: string, code: number][] = [
    ["0x0f", 15],
    ["017", 15],
    ["15", 15],
    ["^O", 15],
    ["^o", 15],
    ["^]", 29],
    ["q", 113],
    ["^", 94],
    ["7", 7],
  ];
  for (const [value, code] of cases) {
    assertEquals(read(`escape=${value}`).number("escape"), code, value);
  }
  for (const wrong of ["qq", "é", "^é"]) assertThrows(() => read(`escape=${wrong}`), GrammarError);
});

Deno.test("Options.read() lets the last of several win", () => {
  assertEquals(read("retry=1,retry=2").number("retry"), 2);
});

testOn(
  ["linux"],
  "setuid= is refused there",
  "Options.read() refuses the numbers that would not change an owner, or make it another one",
  () => {
    const all = (value: string) =>
      ["user", "user-early", "group", "setuid", "setuid-early", "setgid", "su"].map((name) =>
        `${name}=${value}`
      );
    for (const value of ["0", "65534", "4294967294", "0xfffffffe"]) for (const each of all(value)) read(each);
    for (const value of ["4294967295", "0xffffffff", "037777777777", "4294967296", "99999999999999999999"]) {
      for (const each of all(value)) {
        assertThrows(() => read(each), GrammarError, "number exceeds limit", each);
      }
    }
  },
);

testOn(POSIX, "perm= is refused there", "Options.read() says what is wrong with an option", () => {
  // options, part of the message
  const cases: [string, string][] = [
    ["retyr=3", 'unknown option "retyr"'],
    ["retry=x", "missing numerical value"],
    ["retry=3x", "trailing garbage"],
    ["bind", "value required"],
    ["perm=9", "missing numerical value"],
    ["stderr", "not supported with this address type"],
    ["so-timestamp", "no ancillary messages"],
  ];
  for (const [options, part] of cases) assertThrows(() => read(options), GrammarError, part);
});

Deno.test("Options.read() guesses what was meant", () => {
  assertEquals(assertThrows(() => read("retyr=3"), GrammarError).hint, "unknown option; did you mean retry?");
});

Deno.test("allOptions() has no name twice", () => {
  const names = allOptions().flatMap((row) => [row.name, ...row.aliases]);
  assertEquals(names.filter((name, index) => names.indexOf(name) !== index), []);
});

Deno.test("options of a socket can be had wherever the relay makes that socket itself", () => {
  const made = allTypes().filter(({ groups }) =>
    groups.includes("ip") && !["tls", "ws"].some((group) => groups.includes(group as OptionGroup))
  ).filter(({ keyword }) => keyword !== "accept-fd");
  assert(made.length > 15, "hardly any address was found: the search must be broken");
  for (const option of ["so-bindtodevice", "setsockopt", "netns"]) {
    for (const type of made) assertEquals(refusedPair(option, type), undefined, `${type.keyword},${option}`);
  }
});
