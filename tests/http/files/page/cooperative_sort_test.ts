import { assert, assertEquals } from "@std/assert";
import { seededRandom } from "../../../../mod/check/probes/seeded_random.ts";
import { FakeClock } from "../../../_kit/fake_clock.ts";
import { cooperativeSort } from "../../../../mod/http/files/page/cooperative_sort.ts";

const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key;

Deno.test("cooperativeSort() sorts as sort() does, equal ones in their old order", async () => {
  const random = seededRandom(1, "sort");
  for (const length of [0, 1, 2, 255, 256, 257, 512, 1000, 2049]) {
    const values = Array.from({ length }, (_, place) => ({ key: random.integer(50), place }));
    assertEquals(await cooperativeSort(values, byKey), values.toSorted(byKey));
  }
});

Deno.test("cooperativeSort() gives way as long as it takes", async () => {
  using clock = new FakeClock();
  const values = Array.from({ length: 1000 }, (_, place) => ({ key: place * 7919 % 1000 }));
  let compared = 0;
  let pauses = 0;
  const slowly = (a: { key: number }, b: { key: number }) => {
    compared++;
    clock.compute(1);
    return byKey(a, b);
  };
  const sorted = await cooperativeSort(values, slowly, () => Promise.resolve(void pauses++));
  assertEquals(sorted.map(({ key }) => key), values.keys().toArray());
  // It looks at the clock after each of four runs, and in two merges of all after each 256 values.
  assert(compared > 8000, `${compared} comparisons`);
  assertEquals(pauses, 10, "a pause wherever it could have given way");
});
