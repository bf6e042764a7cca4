import { assertEquals, assertThrows } from "@std/assert";
import { integerSqrt, squareRootOfSquare } from "../../mod/numbers/integer_sqrt.ts";

Deno.test("integerSqrt() is right on both sides of every square up to 300² and of a large one", () => {
  const roots = [...Array.from({ length: 300 }, (_, i) => BigInt(i + 1)), 10n ** 500n + 3n];
  for (const root of roots) {
    assertEquals(integerSqrt(root * root), root);
    assertEquals(integerSqrt(root * root - 1n), root - 1n);
    assertEquals(integerSqrt(root * root + 2n * root), root);
  }
});

Deno.test("integerSqrt() knows 0 and refuses negative numbers", () => {
  assertEquals(integerSqrt(0n), 0n);
  assertThrows(() => integerSqrt(-1n), RangeError);
});

Deno.test("squareRootOfSquare() finds squares only", () => {
  assertEquals(squareRootOfSquare(1093n * 1093n), 1093n);
  assertEquals(squareRootOfSquare(1093n * 1093n + 1n), undefined);
  assertEquals(squareRootOfSquare(-4n), undefined);
  for (let n = 0n; n < 2000n; n++) assertEquals(squareRootOfSquare(n * n), n);
});
