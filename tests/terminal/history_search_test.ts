import { assertEquals } from "@std/assert";
import { HistorySearch } from "../../mod/terminal/history_search.ts";

const PAST = ["Salut Roger", "et toi ?", "salut Lucette", "salut Lucette", "au revoir"];

/** What is shown, with a bar where the find begins, after those keys: letters, `<` older, `>` newer, `-` erase. */
function shown(keys: string): string {
  const search = new HistorySearch(PAST);
  for (const key of keys) {
    if (key === "<") search.older();
    else if (key === ">") search.newer();
    else if (key === "-") search.erase();
    else search.type(key);
  }
  const { before, after } = search.match;
  return `${before}|${after}${search.found ? "" : " not found"}`;
}

const cases: [keys: string, line: string][] = [
  ["", "|"],
  ["a", "|au revoir"],
  ["sal", "|salut Lucette"],
  ["sal<", "|Salut Roger"],
  ["sal<<", "|Salut Roger not found"],
  ["sal<>", "|salut Lucette"],
  ["Sal", "|Salut Roger"],
  ["tt", "salut Luce|tte"],
  ["ttx", "salut Luce|tte not found"],
  ["ttx-", "salut Luce|tte"],
  ["ttx---", "|"],
  ["oi", "au rev|oir"],
  ["oi<", "et t|oi ?"],
];
for (const [keys, line] of cases) {
  Deno.test(`HistorySearch after ${JSON.stringify(keys)}`, () => assertEquals(shown(keys), line));
}

Deno.test("HistorySearch finds nothing in nothing", () => {
  const search = new HistorySearch([]);
  search.type("a");
  search.older();
  assertEquals([search.found, search.match], [false, { before: "", after: "" }]);
});
