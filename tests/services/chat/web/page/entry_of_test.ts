import { assertEquals } from "@std/assert";

// The texts are those of the page's language
Object.assign(globalThis, { document: { documentElement: { lang: "fr" }, body: { dataset: {} } } });
const { entryOf, namesPerson } = await import("../../../../../mod/services/chat/web/assets/entry_of.js");

Deno.test("namesPerson() finds a name as a word of its own", () => {
  for (
    const [text, name, isNamed] of [
      ["Salut Ginette !", "Ginette", true],
      ["salut GINETTE", "Ginette", true],
      ["@ginette: ça va ?", "Ginette", true],
      ["Ginettes", "Ginette", false],
      ["Marginette", "Ginette", false],
      ["Ginettes et Ginette", "Ginette", true],
      ["Zoë", "Zo", false],
      ["merci 😀!", "😀", true],
      ["C++ et Bob", "C++", true],
      ["rien", "", false],
    ] as const
  ) assertEquals(namesPerson(text, name), isNamed, `${text} / ${name}`);
});

Deno.test("entryOf() says what happens in the page's language, and counts a crowd", () => {
  const texts = (line: object) => entryOf(line as never, "Ginette")?.text;
  assertEquals(texts({ type: "joined", name: "Roger" }), "Roger est arrivé");
  assertEquals(texts({ type: "welcome", others: [] }), "Il n’y a encore personne d’autre");
  assertEquals(texts({ type: "welcome", others: ["a", "b"] }), "Avec vous : a, b");
  assertEquals(
    texts({ type: "welcome", others: Array.from({ length: 300 }, String) }),
    "300 autres personnes sont là",
  );
  assertEquals(texts({ type: "unreachable", names: ["a", "b"] }), "Injoignables : a, b");
  const many = Array.from({ length: 300 }, String);
  assertEquals(texts({ type: "unreachable", names: many }), "300 personnes sont injoignables");
  assertEquals(texts({ type: "reachable", names: many }), "300 personnes sont de nouveau joignables");
  assertEquals(
    texts({ type: "reachable", names: ["a2", "b"], renamed: [{ from: "a", to: "a2" }] }),
    "De nouveau joignables : a2 (auparavant a), b",
  );
  assertEquals(
    texts({ type: "members", names: ["a", "b"], unreachable: ["b"] }),
    "Présents : a – Injoignables : b",
  );
  assertEquals(texts({ type: "missed", count: 1 }), "Vous avez manqué 1 ligne");
  assertEquals(texts({ type: "alive" }), undefined);
});
