import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { bendOf, contentionOf, onCores, throughputOf } from "../../bench/_kit/growth/closed_network.ts";

Deno.test("throughputOf() knows the machine repairman by heart", () => {
  // One station of 10 µs, 90 µs elsewhere: Erlang's formula, computed by hand
  const loop = { demands: [10], delay: 90 };
  const p0 = (n: number) => {
    let [sum, term] = [1, 1];
    for (let k = 0; k < n; k++) sum += term *= (n - k) * 10 / 90;
    return 1 / sum;
  };
  for (const clients of [1, 2, 5, 20]) {
    assertAlmostEquals(throughputOf(loop, clients), (1 - p0(clients)) / 10 * 1e6, 1e-6);
  }
});

Deno.test("throughputOf() begins at one over the whole way, and ends at one over the largest demand", () => {
  const loop = { demands: [7, 4], delay: 29 };
  assertAlmostEquals(throughputOf(loop, 1), 1e6 / 40);
  assertAlmostEquals(throughputOf(loop, 1000), 1e6 / 7, 1);
  assertEquals(bendOf(loop), 40 / 7);
  let before = 0;
  for (let clients = 1; clients < 50; clients++) {
    const now = throughputOf(loop, clients);
    assert(now > before && now <= Math.min(clients * 1e6 / 40, 1e6 / 7) + 1e-6);
    before = now;
  }
});

Deno.test("onCores() gives back what contentionOf() was read from", () => {
  assertEquals(onCores(100, 1, 0.3), 100);
  // An answer takes 10 µs on one core, and 12 where two work: two make 2 / 12 a microsecond
  assertAlmostEquals(onCores(1 / 10, 2, contentionOf(10, 12)), 2 / 12);
  assertEquals(contentionOf(10, 9), 0);
  assertEquals(onCores(100, 8, 0), 800);
});
