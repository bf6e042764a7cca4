import { assert, assertEquals } from "@std/assert";
import { modPow, residuePower } from "../../mod/numbers/mod_pow.ts";
import { montgomery, residuesModulo } from "../../mod/numbers/residues.ts";
import { fc, property } from "../_kit/property.ts";

/** Odd, above 1, and of any size up to two and a half thousand bits. */
const modulus = () =>
  fc.tuple(fc.integer({ min: 2, max: 2500 }), fc.bigInt({ min: 0n, max: 2n ** 2500n }))
    .map(([bits, n]) => BigInt.asUintN(bits, n) | (1n << BigInt(bits - 1)) | 1n);
const number = () => fc.bigInt({ min: 0n, max: 2n ** 2600n });

property(
  "montgomery() multiplies as division does, and stays within its bounds",
  fc.tuple(modulus(), number(), number(), number()),
  ([n, x, y, z]) => {
    const { enter, leave, multiply } = montgomery(n);
    const [a, b, c] = [enter(x), enter(y), enter(z)];
    assertEquals(leave(a), x % n);
    assertEquals(leave(multiply(a, b)), x * y % n);
    assertEquals(leave(multiply(a + b, c + c)), (x + y) * 2n * z % n);
    assertEquals(leave(multiply(a - b, c)), (((x - y) * z) % n + n) % n);
    for (const extreme of [4n * n, -4n * n]) {
      const product = multiply(extreme, 4n * n);
      assert(-2n * n < product && product < 2n * n, `${n}`);
      assertEquals(leave(product), 0n);
    }
  },
);

property(
  "modPow() is the power's remainder",
  fc.tuple(modulus(), number(), fc.integer({ min: 0, max: 300 }), fc.boolean()),
  ([odd, base, exponent, even]) => {
    const n = even ? odd + 1n : odd;
    assertEquals(modPow(base, BigInt(exponent), n), BigInt.asUintN(2600, base) ** BigInt(exponent) % n);
    assertEquals(modPow(2n, BigInt(exponent), n), 2n ** BigInt(exponent) % n);
  },
  { runs: 60 },
);

property(
  "a power is the product of the powers of the exponent's parts, whatever the windows",
  fc.tuple(
    modulus(),
    number(),
    fc.bigInt({ min: 0n, max: 2n ** 2100n }),
    fc.bigInt({ min: 0n, max: 2n ** 300n }),
  ),
  ([n, base, e, f]) => {
    const residues = residuesModulo(n);
    const power = (exponent: bigint) => residuePower(residues, base, exponent);
    assertEquals(
      residues.leave(power(e + f)),
      residues.leave(residues.multiply(power(e), power(f))),
    );
  },
  { runs: 30 },
);
