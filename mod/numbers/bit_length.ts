/**
 * The number of binary digits of |n|, as Python's `int.bit_length`: 0 for 0, 3 for -5.
 *
 * Written through hexadecimal text: V8 has no other way to ask a BigInt for its size, and base 16 is linear,
 * base 10 is not.
 */
export function bitLength(n: bigint): number {
  const hex = (n < 0n ? -n : n).toString(16);
  return hex === "0" ? 0 : 4 * (hex.length - 1) + 32 - Math.clz32(parseInt(hex[0]!, 16));
}
