/**
 * The Jacobi symbol (a / n), for an odd n > 0: 1, -1, or 0 when they share a factor. For a prime n it tells
 * whether a is a square.
 *
 * By quadratic reciprocity, as in Cohen, A Course in Computational Algebraic Number Theory, algorithm 1.4.10.
 */
export function jacobi(a: bigint, n: bigint): -1 | 0 | 1 {
  let [top, bottom] = [((a % n) + n) % n, n];
  let sign: 1 | -1 = 1;
  while (top !== 0n) {
    while ((top & 1n) === 0n) {
      top >>= 1n;
      if (flipsForTwo(bottom)) sign = sign === 1 ? -1 : 1;
    }
    [top, bottom] = [bottom, top];
    if ((top & 3n) === 3n && (bottom & 3n) === 3n) sign = sign === 1 ? -1 : 1;
    top %= bottom;
  }
  return bottom === 1n ? sign : 0;
}

/** (2 / n) is -1 exactly when n leaves 3 or 5 modulo 8. */
function flipsForTwo(n: bigint): boolean {
  const rest = n & 7n;
  return rest === 3n || rest === 5n;
}
