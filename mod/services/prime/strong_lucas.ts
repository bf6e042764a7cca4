import { type Checkpoint, toTheEnd } from "../../numbers/checkpoint.ts";
import { type Residues, residuesModulo } from "../../numbers/residues.ts";
import { jacobi } from "./jacobi.ts";

/**
 * The other half of the Baillie–PSW test. The strong test asks whether n behaves like a prime in the integers
 * modulo n; this one asks the same in an extension of them, where the numbers that deceive the first are not
 * known to deceive the second: nobody has found a composite that passes both, and there is none below 2^64.
 *
 * Sources: R. Baillie, S. S. Wagstaff, Lucas pseudoprimes, Math. Comp. 35 (1980), with Selfridge's parameters
 * (their method A); C. Pomerance, J. L. Selfridge, S. S. Wagstaff, The pseudoprimes to 25·10^9, same volume.
 */
export type LucasAnswer = { readonly passes: boolean } | { readonly factor: bigint };

/**
 * Strong Lucas probable prime test of an odd n > 2 that is NOT a perfect square: for a square no D exists
 * with jacobi -1 and the search would not end. `factor` is a divisor the search stumbled on.
 */
export function strongLucas(n: bigint, checkpoint: Checkpoint = toTheEnd): LucasAnswer {
  const found = selfridgeD(n, checkpoint);
  if ("factor" in found) return found;
  const q = (1n - found.d) / 4n;
  const common = gcd(q < 0n ? -q : q, n);
  return common === 1n ? { passes: runsThroughZero(n, q, checkpoint) } : { factor: common };
}

/** The first of 5, -7, 9, -11 … that is not a square modulo n. */
function selfridgeD(n: bigint, checkpoint: Checkpoint): { d: bigint } | { factor: bigint } {
  for (let size = 5n;; size += 2n) {
    checkpoint();
    const d = size % 4n === 1n ? size : -size;
    const symbol = jacobi(d, n);
    if (symbol === -1) return { d };
    if (symbol === 0 && size < n) return { factor: gcd(size, n) };
  }
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/**
 * n + 1 = odd · 2^twos: a prime has U(odd) = 0, or V(odd · 2^r) = 0 for some r < twos, where U and V are the
 * Lucas sequences of P = 1 and Q = (1 - D) / 4.
 *
 * One sequence is enough, and it needs no powers of Q: W, which is V of P' = 1/Q - 2 and Q' = 1, has V(2k) =
 * Q^k · W(k). So V(odd · 2^r) is 0 where W(odd · 2^(r - 1)) is, and since V(k)² = Q^k · (W(k) + 2) and D · U(k)² =
 * Q^k · (W(k) - 2), the two of odd index are 0 where W(odd) is -2 or 2. (A number that a square divides might
 * pass by that which would not pass the other way; but the strong test to base 2 comes first, and of the
 * squares of primes below 10^15 it lets those of Wieferich's two by, 1093 and 3511.)
 */
function runsThroughZero(n: bigint, q: bigint, checkpoint: Checkpoint): boolean {
  const residues = residuesModulo(n);
  let odd = n + 1n;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos++;
  }
  let term = lucasTerm(odd, inverseOfSmall(q, n) - 2n, residues, checkpoint);
  const two = residues.enter(2n);
  const last = residues.leave(term);
  if (last === 2n || last === n - 2n) return true;
  for (let r = 1; r < twos; r++) {
    checkpoint();
    if (residues.leave(term) === 0n) return true;
    term = residues.multiply(term, term) - two;
  }
  return false;
}

/** W(k), bit by bit from the left: W(2k) = W(k)² - 2 and W(2k + 1) = W(k) · W(k + 1) - P. */
function lucasTerm(k: bigint, p: bigint, residues: Residues, checkpoint: Checkpoint): bigint {
  const [first, two] = [residues.enter(p), residues.enter(2n)];
  let [term, next] = [two, first];
  for (const bit of k.toString(2)) {
    checkpoint();
    const between = residues.multiply(term, next) - first;
    if (bit === "1") [term, next] = [between, residues.multiply(next, next) - two];
    else [term, next] = [residues.multiply(term, term) - two, between];
  }
  return term;
}

/** 1/q modulo n, for a q that is small beside n and has no factor in common with it. */
function inverseOfSmall(q: bigint, n: bigint): bigint {
  // Some multiple of n is one less than a multiple of q.
  const size = q < 0n ? -q : q;
  let multiple = 0n;
  while ((multiple * n + 1n) % size !== 0n) multiple++;
  return (multiple * n + 1n) / q;
}
