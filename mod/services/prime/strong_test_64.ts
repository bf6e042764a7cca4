import { assemble, type Code, flow, i64, variable, type WasmFunction } from "./wasm_module.ts";

/**
 * The strong probable prime test for odd numbers below 2^64, in machine integers.
 *
 * One step is "multiply two residues modulo n". Montgomery's trick replaces the division by n with two
 * multiplications: a residue x is kept as x·R modulo n with R = 2^64, and (x·R)(y·R)/R is xyR again; dividing
 * by R is dropping the low word. To make the low word vanish, a multiple of n is added, and only the inverse
 * of n modulo R is needed to find it. (P. L. Montgomery, Modular multiplication without trial division, Math.
 * Comp. 44, 1985.)
 *
 * The module has state (the number under test, prepared once for all its bases), which is safe because
 * nothing here waits.
 */
export interface StrongTest64 {
  /** Takes the odd number to test, 2 < n < 2^64. */
  prepare(n: bigint): void;
  /** 1 when the prepared number passes to this base (1 < base < n), 0 when the base proves it composite. */
  passes(base: number): number;
}

/** Compiles the test, in well under a millisecond. The result belongs to one isolate. */
export function createStrongTest64(): StrongTest64 {
  const module = new WebAssembly.Module(assemble([multiply, prepare, passes], 7));
  return new WebAssembly.Instance(module).exports as unknown as StrongTest64;
}

const { get, set, load, store } = variable;
const n = 0, inverse = 1, one = 2, minusOne = 3, rSquared = 4, oddPart = 5, twos = 6; // the globals
const low = (x: Code) => i64.and(x, i64.const(0xffff_ffffn));
const high = (x: Code) => i64.shrU(x, i64.const(32n));

/**
 * Leaves in local `into` the upper 64 bits of a·b; the two locals after it are scratch. Long multiplication
 * with 32-bit digits.
 */
function upperHalf(into: number, a: Code, b: Code): Code {
  const [t, u] = [into + 1, into + 2];
  return [
    ...set(t, i64.add(i64.mul(high(a), low(b)), high(i64.mul(low(a), low(b))))),
    ...set(u, i64.add(i64.mul(low(a), high(b)), low(get(t)))),
    ...set(into, i64.add(i64.add(i64.mul(high(a), high(b)), high(get(t))), high(get(u)))),
  ];
}

/**
 * Function 0: a·b/R modulo n. Locals: 2 upper half of a·b, 3 and 4 scratch, 5 the multiple of n, 6 its upper
 * half, 7 and 8 scratch.
 */
const multiply: WasmFunction = {
  takes: ["i64", "i64"],
  gives: ["i64"],
  locals: 7,
  body: [
    upperHalf(2, get(0), get(1)),
    set(5, i64.mul(i64.mul(get(0), get(1)), load(inverse))),
    upperHalf(6, get(5), load(n)),
    set(3, i64.sub(get(2), get(6))),
    i64.select(i64.add(get(3), load(n)), get(3), i64.ltU(get(2), get(6))),
  ],
};

const product = (a: Code, b: Code) => flow.call(0, a, b);
const times = (count: number, step: Code): Code => Array.from({ length: count }, () => step).flat();

/** Function 1: everything that depends on n alone. Parameter 0 is n, local 1 the value being built. */
const prepare: WasmFunction = {
  name: "prepare",
  takes: ["i64"],
  gives: [],
  locals: 1,
  body: [
    store(n, get(0)),
    // n is its own inverse modulo 8; each Newton step doubles the good bits: 3, 6, 12, 24, 48, 96.
    set(1, get(0)),
    times(5, set(1, i64.mul(get(1), i64.sub(i64.const(2n), i64.mul(get(0), get(1)))))),
    store(inverse, get(1)),
    store(one, i64.remU(i64.sub(i64.const(0n), get(0)), get(0))), // R - n is R modulo n
    store(minusOne, i64.sub(get(0), load(one))),
    // 2·R, squared six times, is 2^64·R = R·R.
    set(1, i64.sub(load(one), load(minusOne))),
    set(1, i64.select(get(1), i64.add(load(one), load(one)), i64.geU(load(one), load(minusOne)))),
    times(6, set(1, product(get(1), get(1)))),
    store(rSquared, get(1)),
    store(twos, i64.ctz(i64.sub(get(0), i64.const(1n)))),
    store(oddPart, i64.shrU(i64.sub(get(0), i64.const(1n)), load(twos))),
  ],
};

const isOneOf = (x: number, ...globals: number[]) =>
  globals.map((g) => flow.when(i64.eq(get(x), load(g)), flow.return(1))).flat();

/**
 * Function 2: base^d, then its squares. Parameter 0 the base; locals 1 the base as a residue, 2 the power, 3
 * the bit, then a count.
 */
const passes: WasmFunction = {
  name: "passes",
  takes: ["i32"],
  gives: ["i32"],
  locals: 3,
  body: [
    set(1, product(i64.extend(get(0)), load(rSquared))),
    set(2, load(one)),
    set(3, load(oddPart)),
    // From the right, so that the two products of a step do not wait for each other in the processor.
    flow.repeatWhile(
      flow.notZero(get(3)),
      flow.when(flow.notZero(i64.and(get(3), i64.const(1n))), set(2, product(get(2), get(1)))),
      set(1, product(get(1), get(1))),
      set(3, i64.shrU(get(3), i64.const(1n))),
    ),
    isOneOf(2, one, minusOne),
    set(3, load(twos)),
    flow.repeatWhile(
      flow.i32(1),
      set(3, i64.sub(get(3), i64.const(1n))),
      flow.when(i64.eqz(get(3)), flow.return(0)),
      set(2, product(get(2), get(2))),
      isOneOf(2, minusOne),
    ),
    flow.i32(0),
  ],
};
