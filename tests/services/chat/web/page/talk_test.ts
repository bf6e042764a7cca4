import { assert, assertEquals } from "@std/assert";
import { Talk } from "../../../../../mod/services/chat/web/assets/talk.js";

const entry = (text: string) => ({ kind: "news" as const, text });

Deno.test("Talk numbers its entries, and the numbers stay when older ones are found", () => {
  const talk = new Talk();
  for (const text of ["c", "d"]) talk.add(entry(text));
  assertEquals([talk.first, talk.end, talk.entry(1).text], [0, 2, "d"]);
  talk.addBefore([entry("a"), entry("b")]);
  talk.add(entry("e"));
  assertEquals([talk.first, talk.end], [-2, 3]);
  assertEquals([-2, -1, 0, 1, 2].map((number) => talk.entry(number).text), ["a", "b", "c", "d", "e"]);
});

Deno.test("Talk keeps the newest of a talk without an end", () => {
  const talk = new Talk();
  for (let number = 0; number < 30_000; number++) talk.add(entry(String(number)));
  assertEquals([talk.end, talk.entry(29_999).text], [30_000, "29999"]);
  assertEquals(talk.entry(talk.first).text, String(talk.first));
  assert(talk.end - talk.first >= 10_000 && talk.end - talk.first <= 11_000);
  talk.addBefore([entry("older")]);
  assertEquals(talk.entry(talk.first).text, String(talk.first), "what is not kept does not come back");
});

Deno.test("Talk gives the newest that fit", () => {
  const talk = new Talk();
  for (let number = 0; number < 10; number++) talk.add(entry(`0123456${number}`));
  const texts = (most: { entries: number; characters: number }) =>
    talk.newest(most).map(({ text }: { text: string }) => text.at(-1)).join("");
  assertEquals(texts({ entries: 3, characters: 1000 }), "789");
  assertEquals(texts({ entries: 100, characters: 17 }), "89");
  assertEquals(texts({ entries: 100, characters: 1000 }), "0123456789");
});
