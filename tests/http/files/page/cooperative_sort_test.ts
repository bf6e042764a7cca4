import { assert, assertEquals } from "@std/assert";
import { seededRandom } from "../../../../mod/check/probes/seeded_random.ts";
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
  const values = Array.from({ length: 1000 }, (_, place) => ({ key: place * 7919 % 1000 }));
  let pauses = 0;
  const slowly = (a: { key: number }, b: { key: number }) => {
    const until = performance.now() + 0.02;
    while (performance.now() < until);
    return byKey(a, b);
  };
  const sorted = await cooperativeSort(values, slowly, () => Promise.resolve(void pauses++));
  assertEquals(sorted.map(({ key }) => key), values.keys().toArray());
  // 1000 values are compared some 9 000 times, which takes 180 ms at least
  assert(pauses >= 8, `it gave way ${pauses} times`);
});
