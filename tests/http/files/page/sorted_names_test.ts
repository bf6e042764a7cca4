import { assert, assertEquals } from "@std/assert";
import { seededRandom } from "../../../../mod/check/probes/seeded_random.ts";
import { sortedNames } from "../../../../mod/http/files/page/sorted_names.ts";

const COLLATOR = new Intl.Collator("en", { numeric: true });
/** What names are made of, and what is hard about them: accents, marks, other digits and scripts, halves. */
const PARTS = [
  ..."aAbBlzZ019 _-.,()'~#$!@^`+={}[]&;%",
  ..."éÉeßﬁœæøİıǆ\u0301\u0327\u00b7\u200d\u00ad\u0130\ud83d\ude00日本ア゙ゝー٣३１²½Ⅷ",
  ..."\u0000\u0001\t\u007f",
  "IMG_",
  "00",
  "12",
  "99999999999999999",
  "เก",
  "ch",
  "dz",
  "ll",
  "😀",
];

const AT_ONCE = { run: <T>(piece: () => T) => Promise.resolve(piece()) };

/** Sorted by keys, and by the collator; what it takes for equal may stand in any order. */
async function agree(names: readonly string[]): Promise<void> {
  const order = await sortedNames(names, AT_ONCE);
  assertEquals(Array.from(order).sort((a, b) => a - b), names.map((_, at) => at));
  const sorted = Array.from(order, (at) => names[at]!);
  for (let at = 1; at < sorted.length; at++) {
    const [a, b] = [sorted[at - 1]!, sorted[at]!];
    if (COLLATOR.compare(a, b) > 0) {
      throw new Error(`${JSON.stringify(a)} stands before ${JSON.stringify(b)}`);
    }
  }
}

Deno.test("sortedNames() sorts as the collator does, where accents, case and numbers are hard", async () => {
  const hard = [
    ["é1", "e2"],
    ["a1b", "a12"],
    ["a01", "a1"],
    ["a1", "a01b"],
    ["A2", "a1"],
    ["a", "a\u0301"],
    ["a-b", "ab"],
    ["a b", "a_b"],
    ["1", "1٣"],
    ["10", "9"],
    ["x10.jpg", "x9.jpg"],
    ["x9", "x9a"],
    ["l\u00b7", "la"],
    ["1".repeat(300), "2"],
    ["1".repeat(90), "2".repeat(90)],
    ["1".repeat(101), "2".repeat(101)],
    ["", "a"],
    ["0", "00"],
    ["1.5", "1.10"],
  ] as const;
  for (const [a, b] of hard) {
    await agree([a, b]);
    await agree([b, a]);
  }
  await agree(hard.flat());
});

Deno.test("sortedNames() sorts as the collator does, whatever the names are", async () => {
  const random = seededRandom(1, "names");
  const some = (most: number) =>
    Array.from({ length: random.integer(most) }, () => PARTS[random.integer(PARTS.length)]!).join("");
  for (let round = 0; round < 10_000; round++) {
    const start = some(4);
    await agree([start + some(4), start + some(4)]);
  }
  for (const length of [0, 1, 8, 9, 100, 3000]) {
    const start = some(3);
    await agree(Array.from({ length }, () => start + some(6)));
  }
});

Deno.test("sortedNames() works in small pieces, even when all names are hard", async () => {
  for (
    const name of [
      (at: number) => `é${at}`,
      (at: number) => `IMG_${at}.jpg`,
      (at: number) => `a${"A".repeat(at % 9)}${at}`,
    ]
  ) {
    const names = Array.from({ length: 20_000 }, (_, at) => name(at * 7919 % 20_000));
    let [pieces, longest] = [0, 0];
    const run = <T>(piece: () => T) => {
      const began = performance.now();
      const done = piece();
      pieces++;
      longest = Math.max(longest, performance.now() - began);
      return Promise.resolve(done);
    };
    const order = await sortedNames(names, { run });
    assert(pieces > 40, `${pieces} pieces, the longest ${longest} ms`);
    assertEquals(Array.from(order, (at) => names[at]!), names.toSorted(COLLATOR.compare));
  }
});
