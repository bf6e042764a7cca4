import { assert, assertEquals } from "@std/assert";
import { decompose, isStrongProbablePrime } from "../../../mod/services/prime/strong_test.ts";
import { createStrongTest64 } from "../../../mod/services/prime/strong_test_64.ts";

const sinclair = [2, 325, 9375, 28178, 450775, 9780504, 1795265022];

Deno.test("StrongTest64 agrees with BigInt on odd numbers of every size up to 64 bits", () => {
  const strong = createStrongTest64();
  for (let bits = 33; bits <= 64; bits++) {
    for (const offset of [1n, 3n, 5n, 7n, 9n, 11n, 13n, 59n]) {
      const n = (1n << BigInt(bits)) - offset;
      strong.prepare(n);
      const parts = decompose(n);
      for (const base of sinclair) {
        assertEquals(
          strong.passes(base) === 1,
          isStrongProbablePrime(parts, BigInt(base)),
          `${n} to base ${base}`,
        );
      }
    }
  }
});

Deno.test("StrongTest64 knows the strong pseudoprimes to base 2 below 10 000", () => {
  const strong = createStrongTest64();
  for (const n of [2047n, 3277n, 4033n, 4681n, 8321n]) {
    strong.prepare(n);
    assertEquals([strong.passes(2), strong.passes(3)], [1, 0], `${n}`);
  }
});

Deno.test("StrongTest64 passes the largest prime below 2^64 to every base", () => {
  const strong = createStrongTest64();
  strong.prepare(18446744073709551557n);
  for (const base of sinclair) assert(strong.passes(base) === 1);
});
