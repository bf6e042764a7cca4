import { assertEquals } from "@std/assert";
import { ByteSet } from "../../../../mod/http/files/share/byte_set.ts";

Deno.test("ByteSet joins what touches and overlaps, as a set of bytes would", () => {
  let seed = 42;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
  for (let round = 0; round < 200; round++) {
    const set = new ByteSet();
    const model = new Set<number>();
    for (let step = 0; step < 12; step++) {
      const start = random(40);
      const end = start + random(10);
      set.add({ start, end });
      for (let at = start; at < end; at++) model.add(at);
    }
    assertEquals(set.size, model.size);
    const gaps = set.missing({ start: 0, end: 50 }).reduce((sum, { start, end }) => sum + end - start, 0);
    assertEquals(gaps, 50 - model.size);
    for (const [at, { start }] of set.ranges.entries()) {
      if (at > 0) assertEquals(start > set.ranges[at - 1]!.end, true);
    }
  }
});

Deno.test("ByteSet.covers() wants every byte", () => {
  const set = new ByteSet();
  set.add({ start: 0, end: 5 });
  set.add({ start: 6, end: 9 });
  assertEquals([
    set.covers({ start: 1, end: 5 }),
    set.covers({ start: 1, end: 7 }),
    set.covers({ start: 3, end: 3 }),
  ], [true, false, true]);
});
