import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Comparison } from "../../bench/_kit/bench.ts";
import { describeMachine } from "../../bench/_kit/machine.ts";
import { overview } from "../../bench/_kit/overview.ts";
import { fillResultTables } from "../../docs/_kit/fill_result_tables.ts";

const figure = (median: number) => ({ median, min: median - 1, max: median + 1, rounds: 3 });

const comparison = (at: string, ours: number, theirs: number): Comparison => ({
  name: "round trips",
  at,
  unit: "p50 µs",
  better: "lower",
  rounds: 3,
  load: [],
  rows: [
    {
      candidate: "netlab",
      command: "netlab",
      figures: { "p50 µs": figure(ours), "cpu s": figure(1) },
      ratio: 1,
    },
    { candidate: "peer", command: "peer", figures: { "p50 µs": figure(theirs) }, ratio: ours / theirs },
    { candidate: "gone", command: "gone", figures: {}, missing: "not installed: gone" },
  ],
  limits: ["the load generator was busy"],
});

const report = {
  command: "deno task bench:some",
  machine: describeMachine(),
  comparisons: [comparison("1 connection", 10, 20), comparison("50 connections", 40, 20)],
};
const mark = "<!-- results of some: round trips --><!-- end of results -->";

Deno.test("fillResultTables() shows a column for each size, medians, extremes and ratios", () => {
  const page = fillResultTables(mark, (name) => name === "some" ? report : undefined);
  assertStringIncludes(page, "|  | 1 connection | 50 connections |");
  assertStringIncludes(page, "| netlab | 10 (9 - 11) | 40 (39 - 41) |");
  assertStringIncludes(page, "| peer | 20 (19 - 21), **0.50** | 20 (19 - 21), **2.00** |");
  assertStringIncludes(page, "| gone | not installed: gone | not installed: gone |");
  assertStringIncludes(page, "- the load generator was busy");
  assertStringIncludes(page, "median (extremes) of 3 interleaved rounds, in bold netlab / peer");
  assertEquals(fillResultTables(page, () => report), page, "a second time changes nothing");
});

Deno.test("fillResultTables() says at which sizes a limit was met", () => {
  const [first, second] = report.comparisons;
  const third = comparison("200 connections", 40, 20);
  const page = fillResultTables(
    mark,
    () => ({ ...report, comparisons: [first!, { ...second!, limits: [] }, third] }),
  );
  assertStringIncludes(page, "- 1 connection; 200 connections: the load generator was busy");
});

Deno.test("fillResultTables() gives many sizes a row each", () => {
  const comparisons = [1, 2, 3, 4, 5, 6].map((size) => comparison(`${size} files`, size, 2 * size));
  const page = fillResultTables(mark, () => ({ ...report, comparisons }));
  assertStringIncludes(page, "|  | netlab | peer | gone |");
  assertStringIncludes(page, "| 6 files | 6 (5 - 7) | 12 (11 - 13), **0.50** | not installed: gone |");
});

Deno.test("fillResultTables() shows another figure when it is asked for", () => {
  const page = fillResultTables(mark.replace(" -->", " [cpu s] -->"), () => report);
  assertStringIncludes(page, "| netlab | 1 (0 - 2) | 1 (0 - 2) |");
});

Deno.test("fillResultTables() puts several figures side by side", () => {
  const page = fillResultTables(mark.replace(" -->", " [p50 µs, cpu s] -->"), () => ({
    ...report,
    comparisons: [report.comparisons[0]!],
  }));
  assertStringIncludes(page, "|  | p50 µs | cpu s |");
  assertStringIncludes(page, "| netlab | 10 | 1 |");
  assertStringIncludes(page, "| gone | not installed: gone | – |");
  assertStringIncludes(page, "_Medians of 3 rounds._");
});

Deno.test("fillResultTables() calls no figure good that was computed from others", () => {
  const computed = { ...comparison("by the model", 10, 20), better: "neither" } as const;
  const page = fillResultTables(mark, () => ({ ...report, comparisons: [computed] }));
  assertStringIncludes(page, "_Computed from what was measured._");
  assert(!page.includes("is better"), page);
});

Deno.test("fillResultTables() says how and on what a suite was measured", () => {
  const page = fillResultTables("<!-- results of some --><!-- end of results -->", () => report);
  assertStringIncludes(page, "Measured with `deno task bench:some` on ");
  assertStringIncludes(page, `Deno ${Deno.version.deno}`);
  assertStringIncludes(page, "[some.json](../bench/results/some.json)");
});

Deno.test("fillResultTables() says what was not measured", () => {
  assertStringIncludes(fillResultTables(mark, () => undefined), "Not measured yet: `deno task bench:some`.");
});

Deno.test("overview() turns ratios so that above 1 netlab is ahead", () => {
  const lines = overview(report.comparisons).split("\n");
  assert(lines.some((line) => line.includes("peer") && line.endsWith("x 2.00")), lines.join("\n"));
  assert(lines.some((line) => line.includes("peer") && line.endsWith("x 0.50")), lines.join("\n"));
  assertStringIncludes(lines.join("\n"), "not installed: gone");
});
