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
    [2n ** 32n - 1n, 32],
    [2n ** 32n, 33],
    [2n ** 53n - 1n, 53],
    [-(2n ** 53n), 54],
    [2n ** 53n + 1n, 54],
    [2n ** 5000n, 5001],
  ];
  for (const [n, bits] of table) assertEquals(bitLength(n), bits, `${n}`);
});
