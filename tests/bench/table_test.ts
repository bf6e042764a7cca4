import { assertEquals, assertStringIncludes } from "@std/assert";
import { table } from "../../bench/_kit/table.ts";
import { bench } from "../../bench/_kit/bench.ts";

const noLoad = { kind: "c", run: refuse, hold: refuse, on: () => [], commandOf: () => "" } as const;

function refuse(): Promise<never> {
  return Promise.reject(new Error("no load here"));
}

Deno.test("bench keeps a candidate that is not installed and says so", async () => {
  const absent = { name: "absent", command: () => ["no-such-program-anywhere"] };
  const measure = () => Promise.resolve({ x: 1 });
  const comparison = await bench({ name: "nothing", unit: "x", candidates: [absent], measure, load: noLoad });
  assertEquals(comparison.rows.map((row) => row.missing), ["not installed: no-such-program-anywhere"]);
  assertStringIncludes(table(comparison), "not installed: no-such-program-anywhere");
});

Deno.test("bench keeps what a server that ends at once has said", async () => {
  const script = `console.error("the port is taken"); Deno.exit(1)`;
  const broken = { name: "broken", command: () => [Deno.execPath(), "eval", script] };
  const measure = () => Promise.resolve({ x: 1 });
  const comparison = await bench({
    name: "nothing",
    unit: "x",
    candidates: [broken],
    measure,
    load: noLoad,
    rounds: 1,
  });
  assertStringIncludes(comparison.rows[0]?.missing ?? "", "the port is taken");
});

Deno.test("table shows median, spread and ratio", () => {
  const figure = (median: number) => ({
    "answers/s": { median, min: median - 1, max: median + 1, rounds: 3 },
  });
  const rows = [
    { candidate: "netlab", command: "", figures: figure(50), ratio: 1 },
    { candidate: "peer", command: "", figures: figure(100), ratio: 0.5 },
  ];
  const text = table({ name: "test", unit: "answers/s", better: "higher", rounds: 3, load: [], rows });
  assertStringIncludes(text, "100 (99 - 101)           0.50");
});
