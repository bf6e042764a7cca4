import { bitLength } from "../../numbers/bit_length.ts";

/** Fills an array with random bytes, as `crypto.getRandomValues` does. */
export type RandomFill = (bytes: Uint8Array<ArrayBuffer>) => void;

/**
 * A base for the strong test, uniform in [2, n - 2] but for a bias below 2^-64: eight more bytes are drawn
 * than needed.
 *
 * The bases must not be guessable: a composite can be built to pass any test whose bases are known in advance
 * (F. Arnault, Constructing Carmichael numbers which are strong pseudoprimes to several bases, J. Symbolic
 * Computation 20, 1995).
 */
export function randomBase(n: bigint, fill: RandomFill): bigint {
  const bytes = new Uint8Array((bitLength(n) >> 3) + 9);
  fill(bytes);
  return 2n + BigInt(`0x${bytes.toHex()}`) % (n - 3n);
}
