import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Comparison } from "../../bench/_kit/bench.ts";
import { bendsIn, bendTables } from "../../bench/_kit/growth/bends.ts";
import { relativeFit } from "../../bench/_kit/growth/relative_fit.ts";

/** A line as it would have been measured, with a few percent of noise that is the same each time. */
function measured(name: string, unit: string, sizes: readonly string[], cost: (x: number) => number) {
  return sizes.map((at, index): Comparison => {
    const median = cost(parseInt(at)) * (1 + 0.03 * Math.sin(7 * index));
    const figures = { [unit]: { median, min: median, max: median, rounds: 1 } };
    const rows = [{ candidate: "netlab", command: "netlab", figures }];
    return { name, at, unit, better: "lower", rounds: 1, load: [], rows };
  });
}

const CONNECTIONS = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 50_000].map((count) =>
  `${count} connections`
);

Deno.test("relativeFit() finds the parts that a cost is made of, large and small alike", () => {
  const points = [1, 10, 100, 1000, 10_000].map((x) => ({ x, y: 80 / x + 20 + 0.01 * x }));
  const [shared, same, growing] = relativeFit(points, [(x) => 1 / x, () => 1, (x) => x]);
  assertAlmostEquals(shared!, 80, 1e-6);
  assertAlmostEquals(same!, 20, 1e-6);
  assertAlmostEquals(growing!, 0.01, 1e-9);
});

Deno.test("relativeFit() has no negative part, and none that nothing shows", () => {
  const falling = [1, 2, 4, 8].map((x) => ({ x, y: 10 - x / 2 }));
  assert(relativeFit(falling, [() => 1, (x) => x]).every((factor) => factor >= 0));
  const flat = [1, 2, 4, 8].map((x) => ({ x, y: 5 }));
  const [same, growing] = relativeFit(flat, [() => 1, (x) => x]);
  assertAlmostEquals(same!, 5, 1e-9);
  assertAlmostEquals(growing!, 0, 1e-9);
});

Deno.test("bendsIn() finds where a part of the cost becomes as large as the one before", () => {
  const lines = [
    ...measured("connections that talk", "cpu µs each", CONNECTIONS, (x) => 80 / x + 20 + 0.005 * x),
    ...measured("memory of connections that rest", "MiB", CONNECTIONS.slice(4), (x) => 60 + 0.006 * x),
  ];
  const [cheap, dear, memory] = bendsIn(lines).map(({ at }) => at);
  assert(Math.abs(cheap! - 4) < 1, `${cheap}`);
  assert(Math.abs(dear! - 4000) < 600, `${dear}`);
  assert(Math.abs(memory! - 10_000) < 1500, `${memory}`);
});

Deno.test("a bend beyond what was measured is none, and the table says so", () => {
  const flat = measured("memory of connections that rest", "MiB", CONNECTIONS, (x) => 60 + 0.0001 * x);
  assertEquals(bendsIn(flat).map(({ at }) => at), [Infinity]);
  const [bends, costs] = bendTables(flat);
  assertEquals(bends!.rows.map(({ missing }) => missing), ["nowhere here"]);
  assertEquals(Object.keys(costs!.rows[0]!.figures), ["cost"]);
  assertEquals(bends!.better, "neither");
});

Deno.test("a point that several servers share is not on the line of one", () => {
  const one = measured("memory of connections that rest", "MiB", CONNECTIONS, (x) => 60 + 0.006 * x);
  const limits = ["a process may open 10 files here: 3 servers of each kind share the connections"];
  const shared = measured("memory of connections that rest", "MiB", ["60000 connections"], () => 9000)
    .map((comparison) => ({ ...comparison, limits }));
  assertEquals(bendsIn([...one, ...shared]), bendsIn(one));
});

Deno.test("bendTables() says nothing of a line that was hardly measured", () => {
  assertEquals(
    bendTables(measured("listing of a folder", "cpu µs each", ["1 file", "10 files"], () => 1)),
    [],
  );
});
