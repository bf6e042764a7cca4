import { type Checkpoint, toTheEnd } from "../../numbers/checkpoint.ts";
import { residuePower } from "../../numbers/mod_pow.ts";
import { type Residues, residuesModulo } from "../../numbers/residues.ts";

/** n - 1 written as odd · 2^twos, which every base of a strong test starts from. */
export interface Decomposition {
  readonly n: bigint;
  readonly odd: bigint;
  readonly twos: number;
  readonly residues: Residues;
}

/** Takes the factors of two out of n - 1, for an odd n > 2. */
export function decompose(n: bigint): Decomposition {
  let odd = n - 1n;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos++;
  }
  return { n, odd, twos, residues: residuesModulo(n) };
}

/**
 * True when n is a strong probable prime to `base` (Miller–Rabin): modulo a prime, 1 has the two square roots
 * 1 and -1 only, so the chain base^odd, base^(2·odd), … may reach 1 through -1 alone. False proves that n is
 * composite; at most one base in four says true for a composite n. (G. L. Miller 1976; M. O. Rabin,
 * Probabilistic algorithm for testing primality, J. Number Theory 12, 1980.)
 */
export function isStrongProbablePrime(
  { n, odd, twos, residues }: Decomposition,
  base: bigint,
  checkpoint: Checkpoint = toTheEnd,
): boolean {
  let power = residuePower(residues, base, odd, checkpoint);
  if (residues.leave(power) === 1n) return true;
  for (let i = 0; i < twos; i++) {
    checkpoint();
    if (residues.leave(power) === n - 1n) return true;
    power = residues.multiply(power, power);
  }
  return false;
}
