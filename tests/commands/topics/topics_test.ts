import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { topics } from "../../../commands/topics/topics.ts";

Deno.test("topics() are written in both languages, a terminal's width and a page long", async () => {
  const [french, english] = [topics("fr"), topics("en")];
  assertEquals(french.map(({ name }) => name), english.map(({ name }) => name));
  for (const [index, topic] of english.entries()) {
    if (topic.name === "licenses") continue; // as long and as wide as its authors wrote it
    const [here, there] = [await topic.text(), await french[index]!.text()];
    assertNotEquals(here, there);
    for (const text of [here, there]) {
      const lines = text.split("\n");
      assert(lines.length >= 10 && lines.length <= 25, `${topic.name} has ${lines.length} lines`);
      assertEquals(lines.filter((line) => unicodeWidth(line) > 80), []);
    }
  }
});
