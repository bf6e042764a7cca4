/**
 * What numbers take in this runtime, without a network. Used as `deno run -A numbers.ts WHAT NUMBER`; prints the
 * milliseconds of processor time that one computation takes, the runtime's own threads included.
 */
import process from "node:process";
import { residuePower } from "../../mod/numbers/mod_pow.ts";
import { residuesModulo } from "../../mod/numbers/residues.ts";
import { createPrimality } from "../../mod/services/prime/primality.ts";
import { decompose, isStrongProbablePrime } from "../../mod/services/prime/strong_test.ts";
import { createStrongTest64 } from "../../mod/services/prime/strong_test_64.ts";

/** The bases with which a strong test proves what is below 2^64. */
const BASES = [2, 325, 9375, 28178, 450775, 9780504, 1795265022];

type Compute = () => unknown;

const WAYS: Readonly<Record<string, (n: bigint) => Compute | Promise<Compute>>> = {
  /** Is it prime? */
  test(n) {
    const primality = createPrimality();
    return () => primality.test(n);
  },
  /** The same with three random bases more. */
  "test with three bases more"(n) {
    const primality = createPrimality();
    return () => {
      primality.test(n);
      const parts = decompose(n);
      return [3n, 5n, 7n].every((base) => isStrongProbablePrime(parts, base));
    };
  },
  /** A power modulo n, as a strong test to an odd base takes it. */
  power(n) {
    const residues = residuesModulo(n);
    return () => residues.leave(residuePower(residues, 3n, n - 1n));
  },
  /** The same with the engine's own division. */
  division: (n) => () => powerByDivision(3n, n - 1n, n),
  async "gmp-wasm"(n) {
    const { init } = await import("npm:gmp-wasm@1.3.2");
    const { calculate } = await init();
    const [base, exponent, modulus] = ["3", `${n - 1n}`, `${n}`];
    return () =>
      calculate((context) => context.Integer(base).pow(context.Integer(exponent), context.Integer(modulus)));
  },
  "strong test in WebAssembly"(n) {
    const strong = createStrongTest64();
    return () => {
      strong.prepare(n);
      return BASES.every((base) => strong.passes(base) === 1);
    };
  },
  "strong test in BigInt": (n) => () => {
    const parts = decompose(n);
    return BASES.every((base) => isStrongProbablePrime(parts, BigInt(base)));
  },
};

/** As `residuePower` does it, so that only the way to reduce differs. */
function powerByDivision(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const multiply = (a: bigint, b: bigint) => a * b % modulus;
  return residuePower({ modulus, enter: (x) => x % modulus, leave: (x) => x, multiply }, base, exponent);
}

const [what = "", number = ""] = Deno.args;
console.log(await millisecondsOf(await WAYS[what]!(BigInt(number))));

function millisecondsOf(compute: Compute): number {
  repeat(compute, 300);
  const before = process.cpuUsage();
  const count = repeat(compute, 1000);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

/** @param time milliseconds @returns how often it was computed */
function repeat(compute: Compute, time: number): number {
  const end = performance.now() + time;
  let count = 0;
  for (; performance.now() < end; count++) compute();
  return count;
}
