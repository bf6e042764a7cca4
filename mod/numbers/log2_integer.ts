import { bitLength } from "./bit_length.ts";

/**
 * log2 of a positive integer of any size, as good as a double can be: `Math.log2(Number(n))` is infinite from
 * 1024 bits on.
 *
 * The leading 53 bits say all there is to say about the fraction; the rest is counted.
 */
export function log2Integer(n: bigint): number {
  const dropped = Math.max(0, bitLength(n) - 53);
  return Math.log2(Number(n >> BigInt(dropped))) + dropped;
}
