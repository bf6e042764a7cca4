import { assertEquals } from "@std/assert";
import { jacobi } from "../../../mod/services/prime/jacobi.ts";
import { strongLucas } from "../../../mod/services/prime/strong_lucas.ts";

Deno.test("strongLucas() lets exactly the known pseudoprimes below 20 000 pass", () => {
  const passing: bigint[] = [];
  for (let n = 5n; n < 20_000n; n += 2n) {
    const square = Math.sqrt(Number(n)) % 1 === 0;
    const answer = square ? undefined : strongLucas(n);
    if (answer && "passes" in answer && answer.passes && !isPrime(Number(n))) passing.push(n);
  }
  assertEquals(passing, [5459n, 5777n, 10877n, 16109n, 18971n]); // OEIS A217255
});

Deno.test("strongLucas() passes every prime from 7 to 5000", () => {
  for (let n = 7; n < 5000; n += 2) {
    if (isPrime(n)) assertEquals(strongLucas(BigInt(n)), { passes: true }, `${n}`);
  }
});

Deno.test("jacobi() is 1 for squares, -1 for other residues of a prime, 0 for multiples", () => {
  const squares = new Set(Array.from({ length: 102 }, (_, i) => (i + 1) ** 2 % 103));
  for (let a = -50; a < 250; a++) {
    const rest = ((a % 103) + 103) % 103;
    assertEquals(jacobi(BigInt(a), 103n), rest === 0 ? 0 : squares.has(rest) ? 1 : -1, `${a}`);
  }
});

Deno.test("jacobi() multiplies over the factors of its lower number", () => {
  for (let a = 1n; a < 100n; a++) assertEquals(jacobi(a, 15n), jacobi(a, 3n) * jacobi(a, 5n), `${a}`);
});

function isPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n > 1;
}
