import fc from "npm:fast-check@4.10.2";
import { latin1Bytes } from "./latin1.ts";

export { fc };

/** How a property is tried. */
export interface PropertyOptions<Value> {
  /** Values that once broke it, tried first. */
  readonly corpus?: readonly Value[];
  /** How many random values are tried, where the usual number takes too long. @default {200} */
  readonly runs?: number;
}

/**
 * A test that something holds for every value, not for an example: many random ones are tried, and
 * the first that breaks it is made as small as possible before it is shown.
 *
 * The seed is the same in every run, so that a change is judged by the change and not by luck. `deno task
 * fuzz` takes a new seed and a hundred times as many values; its findings are repeated with `NETLAB_SEED=…`
 * and belong in `tests/fuzz/corpus`.
 *
 * @param name the property, as a sentence.
 * @param holds throws when it does not.
 */
export function property<Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  holds: (value: Value) => void | Promise<void>,
  { corpus = [], runs = 200 }: PropertyOptions<Value> = {},
): void {
  Deno.test(name, async () => {
    await fc.assert(fc.asyncProperty(values, async (value) => await holds(value)), {
      seed: setting("NETLAB_SEED") ?? (isFuzzing() ? Date.now() & 0x7fffffff : 20261),
      numRuns: (setting("NETLAB_RUNS") ?? (isFuzzing() ? 100 * runs : runs)) + corpus.length,
      examples: corpus.map((value): [Value] => [value]),
    });
  });
}

function isFuzzing(): boolean {
  return Deno.env.get("NETLAB_FUZZ") !== undefined;
}

function setting(name: string): number | undefined {
  const typed = Deno.env.get(name);
  return typed === undefined ? undefined : Number(typed);
}

/** Texts that once broke something, out of `tests/fuzz/corpus/NAME.json`, each with the reason beside it. */
export function corpus(name: string): string[] {
  const file = new URL(`../fuzz/corpus/${name}.json`, import.meta.url);
  const entries: { input: string; broke: string }[] = JSON.parse(Deno.readTextFileSync(file));
  return entries.map(({ input }) => input);
}

/** The same as bytes: a character is a byte. */
export function corpusBytes(name: string): Uint8Array[] {
  return corpus(name).map(latin1Bytes);
}

/** Any text, line ends, controls, lone surrogates and all. */
export const anyText = (): fc.Arbitrary<string> => fc.string({ unit: "binary" });

/** Text made of the pieces that mean something to a parser, with a little noise between them. */
export function textOf(...pieces: string[]): fc.Arbitrary<string> {
  const piece = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...pieces) }, {
    weight: 1,
    arbitrary: anyText(),
  });
  return fc.array(piece, { maxLength: 24 }).map((parts) => parts.join(""));
}

/** Bytes made of pieces in the same way. */
export function bytesOf(...pieces: string[]): fc.Arbitrary<Uint8Array> {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pieces).map(latin1Bytes) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }) },
  );
  return fc.array(piece, { maxLength: 24 }).map(joined);
}

/**
 * Input that is right except in a place or two, where a piece was put in or some characters are
 * missing.
 */
export function spoiled(right: string, ...pieces: string[]): fc.Arbitrary<string> {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const change = fc.tuple(place, fc.oneof(fc.constantFrom(...pieces), anyText()), fc.nat(2));
  return fc.array(change, { maxLength: 2 }).map((changes) =>
    changes.reduce((text, [where, piece, missing]) => {
      const at = Math.floor(where * (text.length + 1));
      return text.slice(0, at) + piece + text.slice(at + missing);
    }, right)
  );
}

/** Somewhere to cut: numbers between 0 and 1 of the length. */
export const cuts = (): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });

/** Bytes cut into pieces, as a network cuts them. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => Math.floor(place * bytes.length)), bytes.length].sort((a, b) =>
    a - b
  );
  return ends.map((end, i) => bytes.slice(ends[i - 1] ?? 0, end)).filter((piece) => piece.length > 0);
}

/** Several arrays of bytes as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Runs a task that may fail in one way only. @returns its result, or `undefined` when it failed in
 * that way
 */
export function unless<Result>(
  expected: new (...args: never[]) => Error,
  attempt: () => Result,
): Result | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof expected) return undefined;
    throw error;
  }
}
