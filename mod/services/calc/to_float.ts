import { CalcError } from "./calc_error.ts";
import type { Numeric } from "./value.ts";

/**
 * A value as a float, an int to the nearest one, ties to even. @throws CalcError "overflow" when an int is
 * beyond every float
 */
export function toFloat(value: Numeric): number {
  const float = Number(value);
  if (typeof value === "bigint" && !Number.isFinite(float)) throw new CalcError("overflow");
  return float;
}
