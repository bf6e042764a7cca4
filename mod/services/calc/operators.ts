import { type Budget, sizeOf } from "./budget.ts";
import { CalcError } from "./calc_error.ts";
import { equal, ordered } from "./compare.ts";
import { floatOperations } from "./float_operations.ts";
import { bitOperations, integerOperations } from "./integer_operations.ts";
import { toFloat } from "./to_float.ts";
import { isTrue, type Numeric, toInt, toNumeric, typeName, type Value, wrongOperands } from "./value.ts";

/** An operator between two values. */
export interface BinaryOperator {
  readonly symbol: BinarySymbol;
  /** How tightly it binds, in the order of {@linkcode STRENGTH}. */
  readonly strength: number;
  /** @throws CalcError, without a position */
  readonly apply: (left: Value, right: Value, budget: Budget) => Value;
}

/** How tightly operators bind (Python Language Reference, 6.17 Operator precedence). */
export const STRENGTH = {
  conditional: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  bitOr: 5,
  bitXor: 6,
  bitAnd: 7,
  shift: 8,
  sum: 9,
  product: 10,
  sign: 11,
  power: 12,
} as const;

type ArithmeticSymbol = keyof typeof integerOperations;
type BitSymbol = keyof typeof bitOperations;
type ComparisonSymbol = "<" | "<=" | ">" | ">=" | "==" | "!=";

/** The symbols of operators between two values. */
export type BinarySymbol = ArithmeticSymbol | BitSymbol | ComparisonSymbol;

/** Two ints stay ints; one float makes both floats. True counts as 1. */
function arithmetic(symbol: ArithmeticSymbol, strength: number): BinaryOperator {
  const [ofIntegers, ofFloats] = [integerOperations[symbol], floatOperations[symbol]];
  const apply = (left: Value, right: Value, budget: Budget): Value => {
    if (typeof left === "bigint" && typeof right === "bigint") return ofIntegers(left, right, budget);
    const [a, b] = [toNumeric(left), toNumeric(right)];
    if (a === undefined || b === undefined) throw wrongOperands(left, symbol, right);
    if (typeof a === "bigint" && typeof b === "bigint") return ofIntegers(a, b, budget);
    return ofFloats(toFloat(a), toFloat(b));
  };
  return { symbol, strength, apply };
}

/** Ints only; `&`, `|` and `^` of True and False are one of them again. */
function bitwise(symbol: BitSymbol, strength: number): BinaryOperator {
  const ofIntegers = bitOperations[symbol];
  const apply = (left: Value, right: Value, budget: Budget): Value => {
    const [a, b] = [toInt(left), toInt(right)];
    if (a === undefined || b === undefined) throw wrongOperands(left, symbol, right);
    const result = ofIntegers(a, b, budget);
    const both = typeof left === "boolean" && typeof right === "boolean";
    return both && strength !== STRENGTH.shift ? result !== 0n : result;
  };
  return { symbol, strength, apply };
}

function comparison(symbol: ComparisonSymbol, holds: (left: Value, right: Value) => boolean): BinaryOperator {
  const apply = (left: Value, right: Value, budget: Budget): boolean => {
    budget.spend((sizeOf(left) + sizeOf(right)) / 64);
    return holds(left, right);
  };
  return { symbol, strength: STRENGTH.comparison, apply };
}

/** Every operator between two values. */
export const binaryOperators: Readonly<Record<BinarySymbol, BinaryOperator>> = {
  "|": bitwise("|", STRENGTH.bitOr),
  "^": bitwise("^", STRENGTH.bitXor),
  "&": bitwise("&", STRENGTH.bitAnd),
  "<<": bitwise("<<", STRENGTH.shift),
  ">>": bitwise(">>", STRENGTH.shift),
  "+": arithmetic("+", STRENGTH.sum),
  "-": arithmetic("-", STRENGTH.sum),
  "*": arithmetic("*", STRENGTH.product),
  "/": arithmetic("/", STRENGTH.product),
  "//": arithmetic("//", STRENGTH.product),
  "%": arithmetic("%", STRENGTH.product),
  "**": arithmetic("**", STRENGTH.power),
  "<": comparison("<", (left, right) => ordered(left, right, "<", (a, b) => a < b)),
  "<=": comparison("<=", (left, right) => ordered(left, right, "<=", (a, b) => a <= b)),
  ">": comparison(">", (left, right) => ordered(left, right, ">", (a, b) => a > b)),
  ">=": comparison(">=", (left, right) => ordered(left, right, ">=", (a, b) => a >= b)),
  "==": comparison("==", equal),
  "!=": comparison("!=", (a, b) => !equal(a, b)),
};

/** An operator in front of a value. @throws CalcError, without a position */
export type UnaryOperator = (value: Value, budget: Budget) => Value;

/** Every operator in front of a value. */
export const unaryOperators: Readonly<Record<"+" | "-" | "~" | "not", UnaryOperator>> = {
  "+": (value, budget) => operand("+", toNumeric(value), value, budget),
  "-": (value, budget) => -operand("-", toNumeric(value), value, budget),
  "~": (value, budget) => ~operand("~", toInt(value), value, budget),
  "not": (value) => !isTrue(value),
};

/** The digits of a long int are copied. */
function operand<Kind extends Numeric>(
  symbol: string,
  number: Kind | undefined,
  value: Value,
  budget: Budget,
): Kind {
  if (number === undefined) throw new CalcError("operands", undefined, `${symbol} ${typeName(value)}`);
  if (typeof number === "bigint") budget.spend(sizeOf(number) / 64);
  return number;
}
