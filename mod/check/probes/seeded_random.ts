/** Numbers that look random and are the same for the same seed, so that a run can be repeated. */
export interface Random {
  /** A whole number from 0 to `below - 1`. */
  integer(below: number): number;
  /** One of the values. */
  pick<T>(values: readonly T[]): T;
  /** A word of lower-case letters, for texts that nobody can have prepared an answer to. */
  word(length: number): string;
  /** Makes `length` bytes. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

/**
 * A generator for one purpose: two purposes with the same seed do not disturb each other, so a rule gets the
 * same numbers whether the rules before it are run or not.
 *
 * @param purpose such as the id of a rule; it is mixed into the seed.
 */
export function seededRandom(seed: number, purpose: string): Random {
  let state = mix(seed, purpose);
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const integer = (below: number) => next() % below;
  return {
    integer,
    pick: (values) => values[integer(values.length)]!,
    word: (length) => Array.from({ length }, () => LETTERS[integer(LETTERS.length)]).join(""),
    bytes: (length) => Uint8Array.from({ length }, () => integer(256)),
  };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** FNV-1a over the purpose, started from the seed; never 0, where the generator would stay. */
function mix(seed: number, purpose: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of purpose) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return hash || 1;
}
