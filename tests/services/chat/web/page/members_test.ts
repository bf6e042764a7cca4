import { assertEquals } from "@std/assert";
import { Members } from "../../../../../mod/services/chat/web/assets/members.js";

Deno.test("Members are in order, each once, whatever comes when", () => {
  const members = new Members();
  members.replace(["Roger", "été", "Zoë", "Roger", "a10", "a9"]);
  members.add("Ginette");
  members.add("Ginette");
  members.remove("Zoë");
  members.remove("nobody");
  members.add("ginette");
  const names = members.names;
  assertEquals(new Set(names), new Set(["Roger", "été", "a10", "a9", "Ginette", "ginette"]));
  assertEquals(names.filter((name: string) => name.startsWith("a")), ["a9", "a10"]);
  assertEquals(names.at(-1), "Roger");
  assertEquals([members.has("Ginette"), members.has("Zoë")], [true, false]);
});

Deno.test("Members tell what has changed since they were asked, and all when the list is new", () => {
  const members = new Members();
  members.replace(["Roger"]);
  members.add("Ginette");
  assertEquals(members.changes(), "all");
  assertEquals(members.changes(), new Set());
  members.add("Marcel");
  members.remove("Roger");
  members.add("Marcel");
  assertEquals(members.changes(), new Set(["Marcel", "Roger"]));
});

Deno.test("Members find everybody again among names that a language takes for equal", () => {
  const names = ["a", "A", "á", "Á", "ａ", "a\u0301", "ß", "ss", "😀", "1", "01"];
  const members = new Members();
  for (const name of names) members.add(name);
  assertEquals(members.names.length, names.length);
  for (const name of names) {
    assertEquals(members.has(name), true, name);
    members.remove(name);
  }
  assertEquals(members.names, []);
});
