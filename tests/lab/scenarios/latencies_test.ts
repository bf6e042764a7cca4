import { assertEquals } from "@std/assert";
import { summarise } from "../../../mod/lab/scenarios/latencies.ts";

Deno.test("summarise() sorts by size, not by spelling", () => {
  assertEquals(summarise([100, 9, 20]), { answers: 3, p50: 20, p99: 100, max: 100 });
});

Deno.test("summarise() takes the hundredth of a hundred and one for the 99th percentile", () => {
  const latencies = Array.from({ length: 101 }, (_, at) => at + 1);
  assertEquals(summarise(latencies).p99, 100);
});

Deno.test("summarise() knows nothing of nobody", () => {
  assertEquals(summarise([]), { answers: 0, p50: null, p99: null, max: null });
});
