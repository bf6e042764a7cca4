import { assertEquals } from "@std/assert";
import { summariseLatencies } from "../../../mod/lab/scenarios/latencies.ts";

Deno.test("summarise() sorts by size, not by spelling", () => {
  assertEquals(summariseLatencies([100, 9, 20]), { answers: 3, p50: 20, p99: 100, max: 100 });
});

Deno.test("summarise() takes the hundredth of a hundred and one for the 99th percentile", () => {
  const latencies = Array.from({ length: 101 }, (_, at) => at + 1);
  assertEquals(summariseLatencies(latencies).p99, 100);
});

Deno.test("summarise() knows nothing of nobody", () => {
  assertEquals(summariseLatencies([]), { answers: 0, p50: null, p99: null, max: null });
});
