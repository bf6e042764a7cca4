import { assertEquals } from "@std/assert";
import { bitLength } from "../../mod/numbers/bit_length.ts";

Deno.test("bitLength() counts binary digits, of |n|", () => {
  const table: [bigint, number][] = [
    [0n, 0],
    [1n, 1],
    [2n, 2],
    [-5n, 3],
    [15n, 4],
    [16n, 5],
    [2n ** 64n, 65],
    [-(2n ** 64n - 1n), 64],
  ];
  for (const [n, bits] of table) assertEquals(bitLength(n), bits, `${n}`);
});
