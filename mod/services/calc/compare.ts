import { isNumberPair, type Numeric, toNumeric, type Value, wrongOperands } from "./value.ts";

/** Python's `==`: True is 1, an int and a float are compared exactly, values of unlike types are unequal. */
export function equal(left: Value, right: Value): boolean {
  if (isNumberPair(left) && isNumberPair(right)) return same(left[0], right[0]) && same(left[1], right[1]);
  const [a, b] = [toNumeric(left), toNumeric(right)];
  return a === undefined || b === undefined ? left === right : same(a, b);
}

/**
 * Whether `left` stands to `right` as the operator says: numbers to numbers, texts to texts, pairs to pairs
 * by their first difference.
 *
 * @throws CalcError "operands" for anything else
 */
export function ordered(
  left: Value,
  right: Value,
  symbol: string,
  holds: (left: Numeric | string, right: Numeric | string) => boolean,
): boolean {
  const [a, b] = [toNumeric(left), toNumeric(right)];
  if (a !== undefined && b !== undefined) return holds(a, b);
  if (typeof left === "string" && typeof right === "string") return holds(left, right);
  if (!isNumberPair(left) || !isNumberPair(right)) throw wrongOperands(left, symbol, right);
  return same(left[0], right[0]) ? holds(left[1], right[1]) : holds(left[0], right[0]);
}

/** Unlike `===`, an order takes an int and a float for equal when they are, and is exact about it. */
function same(a: Numeric, b: Numeric): boolean {
  return a <= b && a >= b;
}
