/**
 * A WebAssembly module, written word by word.
 *
 * JavaScript has no 64-bit machine integers: a product of two of them is either a BigInt (an allocation,
 * about 200 ns with its remainder) or three 22-bit pieces in doubles (about 55 ns). The processor does it in
 * one instruction, and WebAssembly is how to say so from here (about 7 ns for the same step). A module is a
 * short byte string with a simple grammar, so this file spells it out: an instruction is an array of bytes,
 * operands come before their operator, and `assemble` puts the sections around them. Code written this way
 * can be read next to the algorithm, needs no compiler and leaves no binary blob in the repository.
 *
 * It is the wrong tool for anything longer than a page: there are real compilers for that. It is right for
 * one inner loop.
 *
 * Source: WebAssembly Core Specification 2.0, section 5 (binary format).
 */

/** Instructions, in the binary format. */
export type Code = readonly number[];

/**
 * A function of the module: every parameter, local and result is an i64, except where `takes` or `gives` say
 * i32.
 */
export interface WasmFunction {
  /** Name it is exported under; undefined keeps it inside. */
  readonly name?: string;
  readonly takes: readonly ("i32" | "i64")[];
  readonly gives: readonly ("i32" | "i64")[];
  /** How many i64 locals follow the parameters. */
  readonly locals: number;
  readonly body: readonly Code[];
}

const typeByte = { i32: 0x7f, i64: 0x7e } as const;
const code = (byte: number) => (...operands: Code[]): Code => [...operands.flat(), byte];

/** The i64 instructions this program needs, each a function of the code of its operands. */
export const i64 = {
  const: (value: bigint): Code => [0x42, ...signedLeb(value)],
  eqz: code(0x50),
  eq: code(0x51),
  ltU: code(0x54),
  geU: code(0x5a),
  clz: code(0x79),
  ctz: code(0x7a),
  add: code(0x7c),
  sub: code(0x7d),
  mul: code(0x7e),
  remU: code(0x82),
  and: code(0x83),
  shl: code(0x86),
  shrU: code(0x88),
  /** i32 -> i64, without sign. */
  extend: code(0xad),
  /** select(a, b, condition) = condition ? a : b. */
  select: code(0x1b),
};

/**
 * Variables: `get`/`set` for parameters and locals (numbered from 0), `load`/`store` for the globals of the
 * module.
 */
export const variable = {
  get: (index: number): Code => [0x20, index],
  set: (index: number, value: Code): Code => [...value, 0x21, index],
  load: (index: number): Code => [0x23, index],
  store: (index: number, value: Code): Code => [...value, 0x24, index],
};

/** Control flow. `repeatWhile` runs its body once at least. */
export const flow = {
  when: (condition: Code, ...body: Code[]): Code => [...condition, 0x04, 0x40, ...body.flat(), 0x0b],
  repeatWhile: (
    condition: Code,
    ...body: Code[]
  ): Code => [0x03, 0x40, ...body.flat(), ...condition, 0x0d, 0, 0x0b],
  call: (index: number, ...operands: Code[]): Code => [...operands.flat(), 0x10, index],
  return: (value: number): Code => [0x41, value, 0x0f],
  i32: (value: number): Code => [0x41, value],
  /** True when the i64 is not zero. */
  notZero: (value: Code): Code => [...value, 0x50, 0x45],
};

/**
 * The bytes of a module with these functions and `globals` mutable i64 variables, all 0 at first.
 *
 * Every count and size must stay below 16 384, which `unsignedLeb` is written for.
 */
export function assemble(functions: readonly WasmFunction[], globals: number): Uint8Array<ArrayBuffer> {
  const exported = functions.flatMap((f, index) =>
    f.name === undefined ? [] : [[...text(f.name), 0x00, index]]
  );
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, functions.map(signature)),
    ...section(3, functions.map((_, index) => [index])),
    ...section(6, Array.from({ length: globals }, () => [typeByte.i64, 0x01, ...i64.const(0n), 0x0b])),
    ...section(7, exported),
    ...section(10, functions.map(functionBody)),
  ]);
}

function signature({ takes, gives }: WasmFunction): Code {
  return [
    0x60,
    takes.length,
    ...takes.map((t) => typeByte[t]),
    gives.length,
    ...gives.map((t) => typeByte[t]),
  ];
}

function functionBody({ locals, body }: WasmFunction): Code {
  const bytes = [1, locals, typeByte.i64, ...body.flat(), 0x0b];
  return [...unsignedLeb(bytes.length), ...bytes];
}

function section(id: number, entries: readonly Code[]): Code {
  const bytes = [...unsignedLeb(entries.length), ...entries.flat()];
  return [id, ...unsignedLeb(bytes.length), ...bytes];
}

function text(value: string): Code {
  return [value.length, ...new TextEncoder().encode(value)];
}

function unsignedLeb(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, value >> 7];
}

function signedLeb(value: bigint): Code {
  const low = Number(BigInt.asUintN(7, value));
  const rest = value >> 7n;
  const last = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
  return last ? [low] : [low | 0x80, ...signedLeb(rest)];
}
