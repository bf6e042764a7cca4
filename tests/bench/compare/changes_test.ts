import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Comparison, Figures, Row } from "../../../bench/_kit/bench.ts";
import { changeSummary, changeTable } from "../../../bench/_kit/compare/change_table.ts";
import { changesIn, regressions } from "../../../bench/_kit/compare/changes.ts";
import { inVersion, sourcesIn, thisVersion } from "../../../bench/_kit/compare/version.ts";
import { summarise } from "../../../bench/_kit/statistics.ts";

function rowOf(candidate: string, perRound: readonly Figures[]): Row {
  const figures = Object.fromEntries(
    Object.keys(perRound[0]!).map((key) => [key, summarise(perRound.map((round) => round[key]!))]),
  );
  return { candidate, command: "", figures, perRound };
}

function comparison(unit: string, better: "higher" | "lower", rows: Row[]): Comparison {
  return { name: "round trips", at: "1 connection", unit, better, rounds: 6, load: [], rows };
}

const rounds = (figures: (round: number) => Figures) =>
  Array.from({ length: 6 }, (_, round) => figures(round));

Deno.test("changesIn() compares within rounds, and above 1 the measured version is ahead", () => {
  // The machine slows down from round to round by far more than the versions differ
  const rows = [
    rowOf("netlab", rounds((at) => ({ "a/s": 110 / (at + 1), "cpu µs each": 12, "p50 µs": 3, "load %": 9 }))),
    rowOf(
      "netlab, old",
      rounds((at) => ({ "a/s": 100 / (at + 1), "cpu µs each": 10, "p50 µs": 9, "load %": 1 })),
    ),
  ];
  const changes = changesIn(comparison("a/s", "higher", rows), [["netlab", "netlab, old"]]);
  assertEquals(changes.map(({ figure, difference }) => [figure, difference]), [
    ["a/s", "better"],
    ["cpu µs each", "worse"],
  ]);
  assertEquals(changes[0]?.ratios.map((ratio) => ratio.toFixed(3)), Array(6).fill("1.100"));
  assertEquals(regressions(changes, 0.1).map(({ figure }) => figure), ["cpu µs each"]);
  assertEquals(regressions(changes, 0.2), []);
  const text = changeTable(changes);
  assertStringIncludes(text, "round trips, 1 connection (6 rounds)");
  assertStringIncludes(text, "1.10 - 1.10  FASTER");
  assertStringIncludes(text, "0.83 - 0.83  SLOWER");
  assertStringIncludes(changeSummary(changes), "2 figures compared, 2 of them different:");
});

Deno.test("changesIn() turns a figure of which less is better, and calls nothing and nothing alike", () => {
  const rows = [
    rowOf("netlab", rounds(() => ({ "KiB/connection": 5 }))),
    rowOf("netlab, old", rounds(() => ({ "KiB/connection": 10 }))),
    rowOf("c", rounds(() => ({ "KiB/connection": 0 }))),
    rowOf("c, old", rounds(() => ({ "KiB/connection": 0 }))),
  ];
  const pairs = [["netlab", "netlab, old"], ["c", "c, old"]] as const;
  const changes = changesIn(comparison("KiB/connection", "lower", rows), pairs);
  assertEquals(changes.map(({ interval, difference }) => [interval?.median, difference]), [
    [2, "better"],
    [1, "none seen"],
  ]);
  assertStringIncludes(changeTable(changes), "SMALLER");
});

Deno.test("changesIn() says that few rounds tell nothing, and leaves out who has none", () => {
  const few = (value: number) => [{ "a/s": value }, { "a/s": value }];
  const rows = [rowOf("netlab", few(2)), rowOf("netlab, old", few(1)), {
    candidate: "netlab, older",
    command: "",
    figures: {},
    missing: "failed: there is no such option",
    perRound: [],
  }];
  const pairs = [["netlab", "netlab, old"], ["netlab", "netlab, older"]] as const;
  const changes = changesIn(comparison("a/s", "higher", rows), pairs);
  assertEquals(changes.map(({ difference }) => difference), ["too few rounds"]);
  assertStringIncludes(changeTable(changes), "too few rounds to tell (6 at least)");
});

Deno.test("inVersion() starts the same server from other sources, and leaves peers alone", () => {
  const { start } = thisVersion();
  const netlab = { name: "netlab", command: (port: number) => [...start, "relay", `TCP-LISTEN:${port}`] };
  const other = inVersion(netlab, sourcesIn("/old", "v1"));
  assertEquals(other?.name, "netlab, v1");
  assertEquals(other?.command(7).slice(-3), ["/old/main.ts", "relay", "TCP-LISTEN:7"]);
  assertEquals(other?.cwd, "/old");
  assertEquals(other?.standsFor, netlab);
  assertEquals(inVersion({ name: "nginx", command: () => ["nginx"] }, sourcesIn("/old", "v1")), undefined);
});
