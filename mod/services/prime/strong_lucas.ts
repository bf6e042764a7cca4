import { bitLength } from "../../numbers/bit_length.ts";
import { type Checkpoint, toTheEnd } from "../../numbers/checkpoint.ts";
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
  return "factor" in found ? found : { passes: runsThroughZero(n, found.d, checkpoint) };
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

/** U, V and Q^k of the Lucas sequences with P = 1, Q = (1 - D) / 4, modulo n. */
interface Term {
  u: bigint;
  v: bigint;
  qPower: bigint;
}

/** n + 1 = odd · 2^twos: a prime has U(odd) = 0, or V(odd · 2^r) = 0 for some r < twos. */
function runsThroughZero(n: bigint, d: bigint, checkpoint: Checkpoint): boolean {
  let odd = n + 1n;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos++;
  }
  const term = lucasTerm(odd, d, n, checkpoint);
  if (term.u === 0n || term.v === 0n) return true;
  for (let r = 1; r < twos; r++) {
    checkpoint();
    double(term, n);
    if (term.v === 0n) return true;
  }
  return false;
}

/** The term of index k, bit by bit from the left. */
function lucasTerm(k: bigint, d: bigint, n: bigint, checkpoint: Checkpoint): Term {
  const q = (1n - d) / 4n;
  const term: Term = { u: 1n, v: 1n, qPower: modulo(q, n) };
  for (let bit = bitLength(k) - 2; bit >= 0; bit--) {
    checkpoint();
    double(term, n);
    if ((k >> BigInt(bit)) & 1n) increment(term, d, q, n);
  }
  return term;
}

/** Index k becomes 2k: U(2k) = U·V, V(2k) = V² - 2·Q^k. */
function double(term: Term, n: bigint): void {
  term.u = term.u * term.v % n;
  term.v = modulo(term.v * term.v - 2n * term.qPower, n);
  term.qPower = term.qPower * term.qPower % n;
}

/** Index k becomes k + 1: U' = (U + V) / 2, V' = (D·U + V) / 2, the halves taken modulo the odd n. */
function increment(term: Term, d: bigint, q: bigint, n: bigint): void {
  const { u, v } = term;
  term.u = half(u + v, n);
  term.v = half(d * u + v, n);
  term.qPower = modulo(term.qPower * q, n);
}

function half(x: bigint, n: bigint): bigint {
  return modulo((x & 1n) === 0n ? x >> 1n : (x + n) >> 1n, n);
}

function modulo(x: bigint, n: bigint): bigint {
  const rest = x % n;
  return rest < 0n ? rest + n : rest;
}
