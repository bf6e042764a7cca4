import { assertMatch } from "@std/assert";
import { describeStatistics, Statistics } from "../../mod/server/statistics.ts";

Deno.test("Statistics tells of workers in the order of their numbers, whichever reports first", () => {
  const statistics = new Statistics();
  const some = statistics.here.snapshot();
  for (const number of [10, 2, 1]) statistics.remote(`worker ${number}`, some);
  assertMatch(describeStatistics(statistics.snapshot()), /; worker 1: .*; worker 2: .*; worker 10: /);
});
