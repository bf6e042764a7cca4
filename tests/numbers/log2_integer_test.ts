import { assertAlmostEquals, assertEquals } from "@std/assert";
import { log2Integer } from "../../mod/numbers/log2_integer.ts";

Deno.test("log2Integer() is exact for powers of two of any size", () => {
  for (const bits of [0, 1, 52, 53, 54, 1023, 1024, 100_000]) {
    assertEquals(log2Integer(1n << BigInt(bits)), bits);
  }
});

Deno.test("log2Integer() has the digits of Math.log2, and goes on where that ends", () => {
  for (const n of [3, 10, 2 ** 53 - 1]) assertAlmostEquals(log2Integer(BigInt(n)), Math.log2(n), 1e-12);
  assertAlmostEquals(log2Integer(10n ** 4000n), 4000 * Math.log2(10), 1e-9);
});
