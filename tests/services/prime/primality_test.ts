import { assert, assertEquals } from "@std/assert";
import vectors from "../../data/prime-vectors.json" with { type: "json" };
import { createPrimality } from "../../../mod/services/prime/primality.ts";
import { describeVerdict } from "../../../mod/services/prime/verdict.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";

const primality = createPrimality();
const HOW_SURE = "passes Baillie-PSW, as no known composite does, and 5 random bases";
const explain = (n: bigint) => describeVerdict(n, primality.test(n));

for (const { n, prime, kind } of vectors) {
  const name = n.length > 40 ? `${n.slice(0, 20)}… (${n.length} digits)` : n;
  Deno.test(`Primality.test() is right about ${name}, ${kind}`, () => {
    assertEquals(primality.test(BigInt(n)).prime, prime);
  });
}

Deno.test("Primality.test() agrees with a sieve up to 200 000", () => {
  const size = 200_000;
  const composite = new Uint8Array(size);
  for (let p = 2; p * p < size; p++) for (let m = p * p; m < size; m += p) composite[m] = 1;
  for (let n = 2; n < size; n++) assertEquals(primality.test(BigInt(n)).prime, composite[n] === 0, `${n}`);
});

Deno.test("Primality.test() refuses everything below 2", () => {
  for (const n of [1n, 0n, -1n, -7n, -(10n ** 30n)]) {
    assertEquals(primality.test(n), { prime: false, why: "below-two" });
  }
});

Deno.test("Primality.test() refuses the least strong pseudoprime to the first 1, 2, … 13 primes", () => {
  // Jaeschke 1993, Zhang 2001, Sorenson and Webster 2017: the numbers at which each row of the table ends.
  const psi = [
    2047n,
    1373653n,
    25326001n,
    3215031751n,
    2152302898747n,
    3474749660383n,
    341550071728321n,
    3825123056546413051n,
    318665857834031151167461n,
    3317044064679887385961981n,
  ];
  for (const n of psi) assert(!primality.test(n).prime, `${n}`);
});

Deno.test("Primality.test() finds products of two neighbouring primes and squares of primes composite, at every size", () => {
  const primes = [1009n, 65537n, 4294967291n, 18446744073709551557n, 2n ** 89n - 1n, 2n ** 521n - 1n];
  for (const p of primes) {
    assert(primality.test(p).prime, `${p}`);
    assert(!primality.test(p * p).prime, `${p}²`);
    assert(!primality.test(p * 1_000_003n).prime, `${p} · 1000003`);
  }
});

Deno.test("Primality.test() draws other bases each time", () => {
  const drawn: string[] = [];
  const watched = createPrimality((bytes) => {
    crypto.getRandomValues(bytes);
    drawn.push(bytes.toHex());
  });
  watched.test(2n ** 521n - 1n);
  assertEquals(new Set(drawn).size, drawn.length);
  assert(drawn.length >= 3);
});

Deno.test("Primality.test() takes five random bases below 2^1024 and two from there on, and says how many", () => {
  const [last, first] = [2n ** 1024n - 105n, 2n ** 1024n + 643n]; // the primes on both sides
  assertEquals(primality.test(last), { prime: true, why: "probable", bases: 5 });
  assertEquals(primality.test(first), { prime: true, why: "probable", bases: 2 });
  assertEquals(explain(first), `probable: ${HOW_SURE.replace("5", "2")}`);
});

Deno.test("describeVerdict() names a factor, a witness, or how sure it is", () => {
  assertEquals(explain(2n ** 32n + 1n), "641");
  assertEquals(explain(65537n * 65537n), "65537");
  assertEquals(explain(2n ** 89n - 1n), `probable: ${HOW_SURE}`);
  assertEquals(explain(2n ** 61n - 1n), "proved");
  assertEquals(explain(3317044064679887385961813n), "proved");
  assertEquals(explain(1n), "below 2");
  assertEquals(explain((2n ** 61n - 1n) * (2n ** 89n - 1n)), "witness 2");
});

peerTest(
  "Primality.test() agrees with openssl on 40 random numbers of 65 to 400 bits",
  ["openssl"],
  async () => {
    const numbers = Array.from({ length: 40 }, (_, i) => {
      const bytes = crypto.getRandomValues(new Uint8Array(9 + i));
      return BigInt(`0x${bytes.toHex()}`) | 1n;
    });
    const { stdout } = await runCommand("openssl", ["prime", ...numbers.map(String)]);
    const answers = stdout.trim().split("\n").map((line) => line.endsWith("is prime"));
    assertEquals(numbers.map((n) => primality.test(n).prime), answers);
  },
);
