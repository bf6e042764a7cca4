import { exactRatio } from "../../numbers/exact_ratio.ts";
import { divideToEven, ratioToNumber } from "../../numbers/ratio_to_number.ts";
import type { Budget } from "./budget.ts";
import { CalcError } from "./calc_error.ts";
import type { Numeric } from "./value.ts";

/** Beyond these many decimals a float has nothing left to round, or nothing left at all. */
const mostDecimals = 1100;
const fewestDecimals = -310;

/**
 * Python's `round`: to the nearest, a half to the even one, and a half is judged on the exact binary value
 * (2.675 is a little less, so it rounds to 2.67). Without `decimals` the result is an int.
 *
 * @throws CalcError for an infinity or NaN to be made an int, an int rounded beyond the limits, a result
 *   beyond every float
 */
export function round(value: Numeric, decimals: bigint | undefined, budget: Budget): Numeric {
  if (typeof value === "bigint") return roundInteger(value, decimals ?? 0n, budget);
  return decimals === undefined ? toNearestInteger(value) : roundFloat(value, decimals);
}

function roundInteger(value: bigint, decimals: bigint, budget: Budget): bigint {
  if (decimals >= 0n) return value;
  budget.size(Number(-decimals) * 3.33);
  const unit = 10n ** -decimals;
  return rounded(value, unit) * unit;
}

function toNearestInteger(value: number): bigint {
  const { numerator, denominator } = ratioOf(value);
  return rounded(numerator, denominator);
}

function roundFloat(value: number, decimals: bigint): number {
  if (!Number.isFinite(value) || value === 0 || decimals > mostDecimals) return value;
  if (decimals < fewestDecimals) return value * 0;
  const { numerator, denominator } = exactRatio(Math.abs(value));
  const [up, down] = decimals < 0n ? [1n, 10n ** -decimals] : [10n ** decimals, 1n];
  const units = divideToEven(numerator * up, denominator * down);
  const result = ratioToNumber({ numerator: units * down, denominator: up });
  if (!Number.isFinite(result)) throw new CalcError("overflow");
  return value < 0 ? -result : result;
}

function rounded(numerator: bigint, denominator: bigint): bigint {
  return numerator < 0n ? -divideToEven(-numerator, denominator) : divideToEven(numerator, denominator);
}

/** The integer nearest to a float in one direction. @throws CalcError for an infinity or NaN */
export function toInteger(value: Numeric, direction: "floor" | "ceil" | "trunc"): bigint {
  if (typeof value === "bigint") return value;
  refuseInfinite(value);
  return BigInt(Math[direction](value));
}

function ratioOf(value: number) {
  refuseInfinite(value);
  return exactRatio(value);
}

/** @throws CalcError for an infinity or NaN, which are no fraction */
export function refuseInfinite(value: number): void {
  if (!Number.isFinite(value)) {
    throw new CalcError("no-integer-value", undefined, value > 0 ? "inf" : value < 0 ? "-inf" : "nan");
  }
}
