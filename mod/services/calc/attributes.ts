import { bitLength } from "../../numbers/bit_length.ts";
import { exactRatio } from "../../numbers/exact_ratio.ts";
import { type Budget, sizeOf } from "./budget.ts";
import { CalcError } from "./calc_error.ts";
import { refuseInfinite } from "./round.ts";
import { type Numeric, toNumeric, typeName, type Value } from "./value.ts";

/** The attributes of a type, and those of its methods that need no arguments. */
interface Members<Receiver> {
  readonly attributes: ReadonlyMap<string, (receiver: Receiver) => Value>;
  readonly methods: ReadonlyMap<string, (receiver: Receiver, budget: Budget) => Value>;
}

/** What Python's int has, and so do True and False. */
const ofInt: Members<bigint> = {
  attributes: new Map([
    ["real", (n: bigint) => n],
    ["imag", () => 0n],
    ["numerator", (n: bigint) => n],
    ["denominator", () => 1n],
  ]),
  methods: new Map<string, (n: bigint, budget: Budget) => Value>([
    ["bit_length", (n) => BigInt(bitLength(n))],
    ["bit_count", bitCount],
    ["conjugate", (n) => n],
    ["as_integer_ratio", (n) => [n, 1n]],
  ]),
};

/** What Python's float has. */
const ofFloat: Members<number> = {
  attributes: new Map([["real", (x: number) => x], ["imag", () => 0]]),
  methods: new Map<string, (x: number) => Value>([
    ["is_integer", (x) => Number.isInteger(x)],
    ["conjugate", (x) => x],
    ["as_integer_ratio", ratioOf],
  ]),
};

/** `value.name`. @throws CalcError, without a position */
export function attributeOf(value: Value, name: string): Value {
  const receiver = toNumeric(value);
  const { attributes, methods } = membersOf(receiver);
  const attribute = attributes.get(name);
  if (attribute !== undefined) return attribute(receiver!);
  const isMethod = methods.has(name);
  throw new CalcError(isMethod ? "is-a-function" : "no-attribute", undefined, `${typeName(value)}.${name}`);
}

/** `value.name()`. @throws CalcError, without a position */
export function callMethod(value: Value, name: string, budget: Budget): Value {
  const receiver = toNumeric(value);
  const { attributes, methods } = membersOf(receiver);
  const method = methods.get(name);
  if (method !== undefined) {
    budget.spend(sizeOf(value) / 64);
    return method(receiver!, budget);
  }
  const isData = attributes.has(name);
  throw new CalcError(isData ? "not-a-function" : "no-attribute", undefined, `${typeName(value)}.${name}`);
}

const ofOthers: Members<Numeric> = { attributes: new Map(), methods: new Map() };

/** Those of the type of `receiver`, which they then get. */
function membersOf(receiver: Numeric | undefined): Members<Numeric> {
  if (receiver === undefined) return ofOthers;
  return (typeof receiver === "bigint" ? ofInt : ofFloat) as Members<Numeric>;
}

/** How many ones |n| has in base 2. */
function bitCount(n: bigint, budget: Budget): bigint {
  const digits = (n < 0n ? -n : n).toString(16);
  budget.spend(4 * digits.length);
  let count = 0;
  for (const digit of digits) count += onesOf[parseInt(digit, 16)]!;
  return BigInt(count);
}

const onesOf = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4];

/** The fraction in lowest terms that a float is. */
function ratioOf(x: number): Value {
  refuseInfinite(x);
  const { numerator, denominator } = exactRatio(x);
  const common = greatestPowerOfTwo(numerator | denominator);
  return [numerator / common, denominator / common];
}

/** The largest that divides n, which is not 0. */
function greatestPowerOfTwo(n: bigint): bigint {
  return n & -n;
}
