import { type Residues, residuesModulo } from "./residues.ts";
import { type Checkpoint, toTheEnd } from "./checkpoint.ts";

/** base ** exponent modulo `modulus`, for base >= 0, exponent >= 0, modulus > 1. */
export function modPow(
  base: bigint,
  exponent: bigint,
  modulus: bigint,
  checkpoint: Checkpoint = toTheEnd,
): bigint {
  const residues = residuesModulo(modulus);
  return residues.leave(residuePower(residues, base, exponent, checkpoint));
}

/**
 * base ** exponent as a residue, for base >= 0, exponent >= 0.
 *
 * Square and multiply, from the left, with windows that slide over the exponent: several of its bits at a time,
 * the first and the last of them ones, cost one multiplication, so that a 1 000-digit exponent takes 510 on top
 * of its 3 320 squarings instead of 1 660. The wider the window the larger the table of small powers, which only
 * a long exponent pays back. (Handbook of Applied Cryptography, algorithm 14.85.) Powers of 2 need none: twice a
 * number is no multiplication.
 */
export function residuePower(
  residues: Residues,
  base: bigint,
  exponent: bigint,
  checkpoint: Checkpoint = toTheEnd,
): bigint {
  const { multiply } = residues;
  const bits = exponent.toString(2);
  const window = base === 2n ? 1 : windowFor(bits.length);
  const powers = oddPowers(residues, base, window);
  let result = residues.enter(1n);
  for (let at = 0, end = 0; at < bits.length; at = end) {
    checkpoint();
    end = bits[at] === "0" ? at + 1 : endOfWindow(bits, at, window);
    for (let i = at; i < end; i++) result = multiply(result, result);
    if (bits[at] === "0") continue;
    result = base === 2n ? result + result : multiply(result, powers[parseInt(bits.slice(at, end), 2) >> 1]!);
  }
  return result;
}

function windowFor(bits: number): number {
  if (bits > 2048) return 6;
  return bits > 512 ? 5 : bits > 96 ? 4 : 1;
}

/** Just after the last one that is in reach. */
function endOfWindow(bits: string, start: number, window: number): number {
  return bits.lastIndexOf("1", start + window - 1) + 1;
}

/** base, base ** 3, base ** 5 … up to what `window` ones in a row make. */
function oddPowers({ enter, multiply }: Residues, base: bigint, window: number): bigint[] {
  const powers = [enter(base)];
  const square = multiply(powers[0]!, powers[0]!);
  while (powers.length < 1 << (window - 1)) powers.push(multiply(powers.at(-1)!, square));
  return powers;
}
