import { assertEquals } from "@std/assert";
import { seededRandom } from "../../../../mod/check/probes/seeded_random.ts";
import { NameOrder } from "../../../../mod/http/files/page/name_order.ts";

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

const ORDER = new NameOrder();

function agree(a: string, b: string): void {
  const [ours, theirs] = [ORDER.compare(ORDER.of(a), ORDER.of(b)), COLLATOR.compare(a, b)];
  if (Math.sign(ours) !== Math.sign(theirs)) assertEquals(ours, theirs, JSON.stringify([a, b]));
}

Deno.test("NameOrder is that of the collator, where accents, case and numbers are hard", () => {
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
    agree(a, b);
    agree(b, a);
  }
});

Deno.test("NameOrder is that of the collator, for any two names", () => {
  const random = seededRandom(1, "names");
  const some = (most: number) =>
    Array.from({ length: random.integer(most) }, () => PARTS[random.integer(PARTS.length)]!).join("");
  for (let round = 0; round < 30_000; round++) {
    const start = some(4);
    const [a, b] = [start + some(4), start + some(4)];
    agree(a, b);
  }
});
