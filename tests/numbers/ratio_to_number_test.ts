import { assertEquals, assertThrows } from "@std/assert";
import { exactRatio } from "../../mod/numbers/exact_ratio.ts";
import { divideToEven, ratioToNumber } from "../../mod/numbers/ratio_to_number.ts";

const divide = (numerator: bigint, denominator: bigint) => ratioToNumber({ numerator, denominator });

Deno.test("ratioToNumber() divides integers that no float can hold", () => {
  assertEquals(divide(10n ** 400n, 10n ** 399n), 10);
  assertEquals(divide(-3n * 10n ** 400n, 10n ** 400n), -3);
});

Deno.test("ratioToNumber() rounds once, ties to even", () => {
  assertEquals(divide(2n ** 53n + 1n, 1n), 2 ** 53);
  assertEquals(divide(2n ** 53n + 3n, 1n), 2 ** 53 + 4);
  assertEquals(divide((2n ** 53n + 1n) * 10n ** 30n + 1n, 10n ** 30n), 2 ** 53 + 2);
});

Deno.test("ratioToNumber() reaches the smallest floats and the largest", () => {
  assertEquals(divide(1n, 2n ** 1074n), 5e-324);
  assertEquals(divide(1n, 2n ** 1075n), 0);
  assertEquals(divide(3n, 2n ** 1076n), 5e-324);
  assertEquals(divide(2n ** 1024n - 2n ** 970n, 1n), Infinity);
  assertEquals(divide(2n ** 1024n - 2n ** 970n - 1n, 1n), Number.MAX_VALUE);
});

Deno.test("exactRatio() and ratioToNumber() are each other's inverse", () => {
  for (const x of [0.1, -2.5, 5e-324, 2.2250738585072014e-308, Number.MAX_VALUE, 1 / 3, 1e23]) {
    assertEquals(ratioToNumber(exactRatio(x)), x);
  }
  assertThrows(() => exactRatio(NaN), RangeError);
});

Deno.test("divideToEven() sends a half to the even neighbour", () => {
  assertEquals([1n, 3n, 5n, 7n].map((n) => divideToEven(n, 2n)), [0n, 2n, 2n, 4n]);
});
