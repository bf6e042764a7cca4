/**
 * The number of binary digits of |n|, as Python's `int.bit_length`: 0 for 0, 3 for -5.
 *
 * A long one is written as hexadecimal text: V8 has no other way to ask a BigInt for its size, and base 16 is
 * linear, base 10 is not. Up to 2^53 a double knows it.
 */
export function bitLength(n: bigint): number {
  if (BigInt.asIntN(54, n) === n) {
    const size = Math.abs(Number(n));
    return size < word ? 32 - Math.clz32(size) : 64 - Math.clz32(size / word);
  }
  const hex = (n < 0n ? -n : n).toString(16);
  return 4 * (hex.length - 1) + 32 - Math.clz32(parseInt(hex[0]!, 16));
}

const word = 2 ** 32;
