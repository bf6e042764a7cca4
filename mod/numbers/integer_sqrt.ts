import { bitLength } from "./bit_length.ts";
import { type Checkpoint, toTheEnd } from "./checkpoint.ts";

/**
 * The integer part of the square root of `n` (n >= 0), by Newton's method from above: every step is an
 * integer that stays at or above the root, so the first step that does not go down has found it.
 *
 * @throws RangeError when n is negative
 */
export function integerSqrt(n: bigint, checkpoint: Checkpoint = toTheEnd): bigint {
  if (n < 0n) throw new RangeError(`Cannot take the integer square root of a negative number`);
  if (n === 0n) return 0n;
  let root = 1n << BigInt((bitLength(n) + 1) >> 1);
  while (true) {
    checkpoint();
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/**
 * The root of a perfect square, `undefined` for any other number. Three numbers in four are refused by their
 * last six bits alone.
 */
export function squareRootOfSquare(n: bigint, checkpoint: Checkpoint = toTheEnd): bigint | undefined {
  if (n < 0n || !couldBeSquare(n)) return undefined;
  const root = integerSqrt(n, checkpoint);
  return root * root === n ? root : undefined;
}

/** A square leaves one of 12 remainders modulo 64. */
function couldBeSquare(n: bigint): boolean {
  const low = Number(BigInt.asUintN(6, n));
  return [0, 1, 4, 9, 16, 17, 25, 33, 36, 41, 49, 57].includes(low);
}
