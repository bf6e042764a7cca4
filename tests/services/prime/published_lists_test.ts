import { assert, assertEquals } from "@std/assert";
import { modPow } from "../../../mod/numbers/mod_pow.ts";
import { jacobi } from "../../../mod/services/prime/jacobi.ts";
import { createPrimality } from "../../../mod/services/prime/primality.ts";
import { strongLucas } from "../../../mod/services/prime/strong_lucas.ts";
import { decompose, isStrongProbablePrime } from "../../../mod/services/prime/strong_test.ts";
import * as published from "./published_lists.ts";

const primality = createPrimality();
const primes = Array.from({ length: 400 }, (_, n) => n).filter((n) => primality.test(BigInt(n)).prime);

/** Each is composite, and known for a test that says otherwise: that one is asked, too. */
function deceives(test: string, numbers: readonly bigint[], passes: (n: bigint, index: number) => boolean) {
  Deno.test(`Primality.test() is not deceived by what deceives ${test}`, () => {
    numbers.forEach((n, index) => {
      assert(passes(n, index), `${n} does not deceive ${test}: is it a slip of the pen?`);
      assertEquals(primality.test(n).prime, false, `${n}`);
    });
  });
}

const passesFermat = (n: bigint) =>
  primes.every((base) => n % BigInt(base) === 0n || modPow(BigInt(base), n - 1n, n) === 1n);
const passesStrong = (n: bigint, bases: readonly number[]) =>
  bases.every((base) => isStrongProbablePrime(decompose(n), BigInt(base)));

deceives("Fermat's test to every base (Carmichael numbers, A002997)", published.CARMICHAEL, passesFermat);
deceives(
  "Fermat's test to every base (the least of 3 to 17 factors, A006931)",
  published.CARMICHAEL_OF_MANY_FACTORS,
  passesFermat,
);
deceives(
  "the strong test to the first 1 to 19 primes (Jaeschke, Zhang, Sorenson and Webster)",
  published.LEAST_STRONG_PSEUDOPRIMES,
  (n, index) => passesStrong(n, primes.slice(0, index + 1)),
);
for (const { n, bases, by } of published.BUILT) {
  deceives(`the strong test to the primes below ${bases} (${by})`, [n], () => {
    return passesStrong(n, primes.filter((prime) => prime < bases)) && !passesStrong(n, [bases]);
  });
}
deceives("the Lucas test (A217120)", published.LUCAS, (n) => {
  const d = selfridge(n);
  return lucas(n + 1n, 1n, (1n - d) / 4n, n).u === 0n;
});
deceives("the strong Lucas test (A217255)", published.STRONG_LUCAS, (n) => {
  const answer = strongLucas(n);
  return "passes" in answer && answer.passes;
});
deceives("the extra strong Lucas test (A217719)", published.EXTRA_STRONG_LUCAS, passesExtraStrong);
deceives("Perrin's test (A013998)", published.PERRIN, (n) => perrin(n) === 0n);

Deno.test("Primality.test() finds the RSA challenges composite, and their factors prime", () => {
  for (const { name, n, factor } of published.RSA) {
    assertEquals(n % factor, 0n, name);
    assertEquals(
      [n, factor, n / factor].map((each) => primality.test(each).prime),
      [false, true, true],
      name,
    );
  }
});

Deno.test("Primality.test() finds Fermat's numbers from the fifth to the eleventh composite", () => {
  for (let k = 5n; k <= 11n; k++) assertEquals(primality.test(2n ** 2n ** k + 1n).prime, false, `F${k}`);
});

for (const { form, source, indices, number } of published.PRIMES) {
  Deno.test(`Primality.test() finds the primes ${form} (${source})`, () => {
    for (const index of indices) assertEquals(primality.test(number(index)).prime, true, `${index}`);
    // The list is without a gap: the indices below a hundred that are not in it make no primes.
    const last = Math.min(100, indices.at(-1)!);
    const others = Array.from({ length: last }, (_, n) => n).filter((n) => !indices.includes(n));
    const found = others.filter((index) => isIndex(source, index) && primality.test(number(index)).prime);
    assertEquals(found, [], `${form}: more of them are prime`);
  });
}

/** Primorials are indexed by primes; a repunit needs a one, and Wagstaff's number an odd exponent above 2. */
function isIndex(source: string, index: number): boolean {
  if (["A005234", "A006794"].includes(source)) return primes.includes(index);
  return source !== "A000978" || (index % 2 === 1 && index > 2);
}

/** The first of 5, -7, 9 … with a symbol of -1. */
function selfridge(n: bigint): bigint {
  let d = 5n;
  while (jacobi(d, n) !== -1) d = d > 0n ? -(d + 2n) : -d + 2n;
  return d;
}

/** U and V of index k modulo n, by the definition's own recurrence for matrices. */
function lucas(k: bigint, p: bigint, q: bigint, n: bigint): { u: bigint; v: bigint } {
  // The powers of [[p, -q], [1, 0]] have U(k + 1) and U(k) in their first column.
  const power = matrixPower([[p, -q], [1n, 0n]], k, n);
  const u = residue(power[1]![0]!, n);
  return { u, v: residue(2n * power[0]![0]! - p * u, n) };
}

/** J. Grantham, Frobenius pseudoprimes, Math. Comp. 70 (2001); Q = 1, and P counts up from 3. */
function passesExtraStrong(n: bigint): boolean {
  let p = 3n;
  while (jacobi(p * p - 4n, n) !== -1) p++;
  let odd = n + 1n;
  let twos = 0;
  for (; odd % 2n === 0n; odd /= 2n) twos++;
  const { u, v } = lucas(odd, p, 1n, n);
  if (u === 0n && (v === 2n || v === n - 2n)) return true;
  return Array.from({ length: twos - 1 }, (_, r) => lucas(odd << BigInt(r), p, 1n, n).v).includes(0n);
}

/** P(n) modulo n, with P(0) = 3, P(1) = 0, P(2) = 2 and P(k + 3) = P(k + 1) + P(k). */
function perrin(n: bigint): bigint {
  const [first] = matrixPower([[0n, 1n, 0n], [0n, 0n, 1n], [1n, 1n, 0n]], n, n);
  return residue(3n * first![0]! + 2n * first![2]!, n);
}

type Matrix = readonly (readonly bigint[])[];

function matrixPower(base: Matrix, exponent: bigint, n: bigint): Matrix {
  let result: Matrix = base.map((_, i) => base.map((_, j) => i === j ? 1n : 0n));
  for (const bit of exponent.toString(2)) {
    result = product(result, result, n);
    if (bit === "1") result = product(result, base, n);
  }
  return result;
}

function product(a: Matrix, b: Matrix, n: bigint): Matrix {
  return a.map((row) => b.map((_, j) => residue(row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0n), n)));
}

function residue(x: bigint, n: bigint): bigint {
  return ((x % n) + n) % n;
}
