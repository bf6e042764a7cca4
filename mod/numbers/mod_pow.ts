import { bitLength } from "./bit_length.ts";
import { type Checkpoint, toTheEnd } from "./checkpoint.ts";

/**
 * base ** exponent modulo `modulus`, for base >= 0, exponent >= 0, modulus > 1.
 *
 * Square and multiply, several bits of the exponent at a time: the digits of the exponent in base
 * 2, 16 or 32 are the windows, so a 1 000-digit exponent costs 665 multiplications on top of its 3
 * 320 squarings instead of 1 660. The wider the window the larger the table of small powers, which
 * only a long exponent pays back. (Handbook of Applied Cryptography, algorithm 14.82.)
 */
export function modPow(
  base: bigint,
  exponent: bigint,
  modulus: bigint,
  checkpoint: Checkpoint = toTheEnd,
): bigint {
  const bits = bitLength(exponent);
  const window = bits > 512 ? 5 : bits > 96 ? 4 : 1;
  const powers = smallPowers(base % modulus, 1 << window, modulus);
  let result = 1n;
  for (const digit of exponent.toString(1 << window)) {
    checkpoint();
    for (let i = 0; i < window; i++) result = result * result % modulus;
    if (digit !== "0") result = result * powers[parseInt(digit, 32)]! % modulus;
  }
  return result;
}

/** base ** 0 … base ** (count - 1), each reduced. */
function smallPowers(base: bigint, count: number, modulus: bigint): bigint[] {
  const powers = [1n];
  while (powers.length < count) powers.push(powers.at(-1)! * base % modulus);
  return powers;
}
