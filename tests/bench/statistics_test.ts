import { assertEquals } from "@std/assert";
import { ratioOf, summarise } from "../../bench/_kit/statistics.ts";

Deno.test("summarise gives the middle value and the extremes", () => {
  assertEquals(summarise([5, 1, 9]), { median: 5, min: 1, max: 9, rounds: 3 });
});

Deno.test("summarise takes the mean of the two middle values of an even number", () => {
  assertEquals(summarise([4, 1, 2, 100]).median, 3);
});

Deno.test("ratioOf pairs the rounds before it takes the median", () => {
  // twice as fast in every round, on a machine that slows down: the ratio must not see the slowing
  assertEquals(ratioOf([200, 20, 2], [100, 10, 1]), 2);
});

Deno.test("ratioOf has no answer when a candidate has no round", () => {
  assertEquals(ratioOf([1, 2], []), undefined);
});
