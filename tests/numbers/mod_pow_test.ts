import { assertEquals } from "@std/assert";
import { modPow } from "../../mod/numbers/mod_pow.ts";

Deno.test("modPow() agrees with ** for exponents of every window width", () => {
  for (const exponent of [0n, 1n, 2n, 31n, 32n, 1000n, 4097n]) {
    for (const base of [0n, 1n, 2n, 7n, 123456789n]) {
      assertEquals(modPow(base, exponent, 1_000_003n), base ** exponent % 1_000_003n, `${base}**${exponent}`);
    }
  }
});

Deno.test("modPow() obeys Fermat's little theorem for a 128-bit and a 1279-bit prime", () => {
  for (const p of [2n ** 127n - 1n, 2n ** 1279n - 1n]) assertEquals(modPow(3n, p - 1n, p), 1n);
});
