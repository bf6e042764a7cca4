import { assert, assertEquals, assertThrows } from "@std/assert";
import { matchesGlob } from "../../../mod/services/kv/store/glob.ts";
import { costOf, Keyspace, OutOfMemory } from "../../../mod/services/kv/store/keyspace.ts";
import {
  addDecimals,
  addIntegers,
  formatDecimal,
  readDecimal,
  readInteger64,
} from "../../../mod/services/kv/store/redis_number.ts";
import { Scans } from "../../../mod/services/kv/store/scans.ts";
import { fc, property } from "../../_kit/property.ts";

const keyspace = (options: { maxMemory?: number; evicts?: boolean; now?: () => number } = {}) =>
  new Keyspace({ maxMemory: 1 << 20, evicts: false, ...options });

Deno.test("a key is over when its time is, and its memory comes back by a sweep", () => {
  let now = 1000;
  const keys = keyspace({ now: () => now });
  keys.set("a", "1", 2000);
  keys.set("b", "2", 3000);
  keys.set("c", "3");
  assertEquals([keys.get("a"), keys.expiryOf("a"), keys.expiryOf("c")], ["1", 2000, undefined]);
  now = 2000;
  assertEquals([keys.get("a"), keys.has("a"), [...keys.keys()]], [undefined, false, ["b", "c"]]);
  now = 3000;
  assertEquals(keys.sweep(10), 1);
  assertEquals([keys.size, keys.expiring, keys.memory], [1, 0, costOf("c", "3", undefined)]);
});

property(
  "memory is the sum of what the keys take, whatever happens to them",
  fc.array(fc.tuple(
    fc.constantFrom("set", "expiring", "delete", "get", "clear", "later"),
    fc.constantFrom("a", "bb", "ccc", "dddd"),
    fc.string({ maxLength: 20 }),
  )),
  (steps) => {
    let now = 0;
    const keys = keyspace({ now: () => now });
    for (const [what, key, value] of steps) {
      if (what === "set") keys.set(key, value);
      else if (what === "expiring") keys.set(key, value, now + 10);
      else if (what === "delete") keys.delete(key);
      else if (what === "get") keys.get(key);
      else if (what === "clear") keys.clear();
      else now += 7;
    }
    let sum = 0;
    for (const key of keys.keys()) sum += costOf(key, keys.get(key)!, keys.expiryOf(key));
    assertEquals(keys.memory, sum);
  },
);

Deno.test("without room what is new is refused, what is smaller is not, and nothing is lost", () => {
  const keys = keyspace({ maxMemory: 2 * costOf("a", "x".repeat(100), undefined) });
  keys.set("a", "x".repeat(100));
  keys.set("b", "x".repeat(100));
  assertThrows(() => keys.set("c", ""), OutOfMemory);
  assertThrows(() => keys.set("a", "x".repeat(101)), OutOfMemory);
  keys.set("a", "y".repeat(100));
  keys.set("b", "");
  assertEquals([keys.get("a"), keys.get("b"), keys.size], ["y".repeat(100), "", 2]);
});

Deno.test("with eviction what was not used for longest goes, and never the key that is set", () => {
  const keys = keyspace({ maxMemory: 3 * costOf("a", "1", undefined), evicts: true });
  for (const key of ["a", "b", "c"]) keys.set(key, "1");
  keys.get("a");
  keys.set("d", "1");
  assertEquals([...keys.keys()].sort(), ["a", "c", "d"]);
  keys.set("c", "12");
  assertEquals([...keys.keys()].sort(), ["c", "d"]);
  assertThrows(() => keys.set("e", "x".repeat(1000)), OutOfMemory);
});

property(
  "a walk tells every key that is there from its first step to its last, whatever comes and goes, and it ends",
  fc.tuple(fc.integer({ min: 1, max: 7 }), fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 40 })))),
  ([count, changes]) => {
    const keys = keyspace({ maxMemory: 1 << 24 });
    const scans = new Scans(keys);
    for (let at = 0; at < 30; at++) keys.set(`k${at}`, "");
    const stays = new Set(keys.keys());
    const told = new Set<string>();
    let cursor = 0;
    let turn = 0;
    do {
      const step = scans.step(cursor, count, () => true)!;
      assertEquals(
        scans.step(cursor === 0 ? step.cursor : cursor, count, () => true) !== undefined || step.cursor === 0,
        true,
      );
      for (const key of step.keys) told.add(key);
      cursor = step.cursor;
      const change = changes[turn++ % (changes.length || 1)];
      if (change !== undefined) {
        const key = `k${change[1]}`;
        if (change[0]) {
          keys.delete(key);
          stays.delete(key);
        } else keys.set(key, "new");
      }
      keys.set(`more${turn}`, "");
      assert(turn < 1000, "the walk goes on for ever");
    } while (cursor !== 0);
    for (const key of stays) assert(told.has(key), `${key} was not told`);
  },
);

Deno.test("a step that is asked for again, because its answer was lost, is answered the same", () => {
  const keys = keyspace();
  for (let at = 0; at < 30; at++) keys.set(`k${at}`, "");
  const scans = new Scans(keys);
  const { cursor } = scans.step(0, 10, () => true)!;
  const step = scans.step(cursor, 10, () => true);
  assertEquals(scans.step(cursor, 10, () => true), step);
  assertEquals(scans.step(12_345, 10, () => true), undefined);
});

const GLOBS: readonly [pattern: string, yes: readonly string[], no: readonly string[]][] = [
  ["*", ["", "abc"], []],
  ["h?llo", ["hello", "hallo"], ["hllo", "heello"]],
  ["h*llo", ["hllo", "heeeello"], ["hll"]],
  ["h[ae]llo", ["hello", "hallo"], ["hillo"]],
  ["h[^e]llo", ["hallo"], ["hello"]],
  ["h[a-c]llo", ["hbllo"], ["hdllo"]],
  ["h[c-a]llo", ["hbllo"], ["hdllo"]],
  ["a\\*b", ["a*b"], ["axb"]],
  ["a[\\]]b", ["a]b"], ["a\\b"]],
  ["a[bc", ["ab", "ac"], ["ad"]],
  ["*a*b", ["xaxb", "ab"], ["xbxa"]],
  ["a\\", ["a\\"], ["a"]],
  ["[", [], ["", "a"]],
];

for (const [pattern, yes, no] of GLOBS) {
  Deno.test(`the pattern ${pattern} matches ${yes.join(" ")} and not ${no.join(" ")}`, () => {
    assertEquals(yes.filter((text) => !matchesGlob(pattern, text)), []);
    assertEquals(no.filter((text) => matchesGlob(pattern, text)), []);
  });
}

Deno.test("a pattern of many stars takes no longer than its length times that of the text", () => {
  assertEquals(matchesGlob("*a".repeat(500) + "b", "a".repeat(5000)), false);
});

Deno.test("whole numbers are those of 64 bits, written in one way", () => {
  for (
    const text of [
      "",
      " 1",
      "1 ",
      "+1",
      "-0",
      "01",
      "1.0",
      "0x1",
      "9223372036854775808",
      "-9223372036854775809",
    ]
  ) {
    assertEquals(readInteger64(text), undefined, text);
  }
  assertEquals(readInteger64("-9223372036854775808"), -(2n ** 63n));
  assertEquals(readInteger64("9007199254740991"), 9007199254740991);
  assertEquals(addIntegers(9223372036854775807n, 1), undefined);
  assertEquals(addIntegers(Number.MAX_SAFE_INTEGER, 2), 2n ** 53n + 1n);
});

property(
  "sums are exact over all 64 bits",
  fc.tuple(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  ),
  ([one, other]) => {
    const sum = addIntegers(readInteger64(`${one}`)!, readInteger64(`${other}`)!);
    const exact = one + other;
    const fits = exact >= -(2n ** 63n) && exact < 2n ** 63n;
    assertEquals(sum === undefined ? undefined : BigInt(sum), fits ? exact : undefined);
  },
);

const DECIMALS: readonly [one: string, other: string, sum: string][] = [
  ["3.0", "1.1", "4.1"],
  ["0.1", "0.2", "0.3"],
  ["5e3", "2.0e2", "5200"],
  ["1", "-1.0", "0"],
  [".5", "-1", "-0.5"],
  ["1e-30", "1", "1"],
  ["-1e-30", "0", "0"],
  ["123456789012345678901234567890", "1", "123456789012345678901234567891"],
];

for (const [one, other, sum] of DECIMALS) {
  Deno.test(`${one} and ${other} are ${sum}`, () => {
    const [first, second] = [readDecimal(one), readDecimal(other)];
    assert(typeof first === "object" && typeof second === "object");
    assertEquals(formatDecimal(addDecimals(first, second)), sum);
  });
}

Deno.test("what is no decimal number is none, and one without end is infinite", () => {
  for (const text of ["", "abc", "1 2", " 1", "1e", ".", "0x10", "1\x00"]) {
    assertEquals(readDecimal(text), undefined, text);
  }
  for (const text of ["inf", "-Infinity", "1e401"]) assertEquals(readDecimal(text), "infinite", text);
});
