import { assert, assertEquals } from "@std/assert";
import { seededRandom } from "../../../../mod/check/probes/seeded_random.ts";
import { cooperativeSort } from "../../../../mod/http/files/page/cooperative_sort.ts";

const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key;
const AT_ONCE = { run: <T>(piece: () => T) => Promise.resolve(piece()) };

Deno.test("cooperativeSort() sorts as sort() does, equal ones in their old order", async () => {
  const random = seededRandom(1, "sort");
  for (const length of [0, 1, 2, 255, 256, 257, 512, 1000, 2049]) {
    const values = Array.from({ length }, (_, place) => ({ key: random.integer(50), place }));
    assertEquals(await cooperativeSort(values, byKey, AT_ONCE), values.toSorted(byKey));
  }
});

Deno.test("cooperativeSort() works in small pieces, whatever it takes to compare", async () => {
  const values = Array.from({ length: 5000 }, (_, place) => ({ key: place * 7919 % 5000 }));
  let [compared, most, pieces] = [0, 0, 0];
  const counting = (a: { key: number }, b: { key: number }) => {
    compared++;
    return byKey(a, b);
  };
  const run = <T>(piece: () => T) => {
    const before = compared;
    const done = piece();
    pieces++;
    most = Math.max(most, compared - before);
    return Promise.resolve(done);
  };
  const sorted = await cooperativeSort(values, counting, { run });
  assertEquals(sorted.map(({ key }) => key), values.keys().toArray());
  assert(most <= 2048, `${most} comparisons in one piece`);
  assert(pieces >= 100, `${pieces} pieces`);
});
