import { isNumberPair, type Numeric, type Value } from "./value.ts";
import { CalcError } from "./calc_error.ts";
import { bitLength } from "../../numbers/bit_length.ts";

/** CPython's limit on writing an int in decimal, which takes quadratic time. */
const longestInteger = 4300;

/**
 * A value as Python's `str` writes it, which is how `print` shows it and how the sheet's server sends it: the
 * text of `bin(5)` has no quotes. JavaScript finds the same shortest digits (both print the shortest
 * decimal that reads back as the same float) and lays them out otherwise: `1e+16` and not
 * `10000000000000000`, `1e-05` and not `0.00001`, `2.0` and not `2`.
 *
 * @throws CalcError "too-many-digits" for an int of more than 4 300 digits
 */
export function represent(value: Value): string {
  if (typeof value === "string") return value;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return isNumberPair(value) ? `(${value.map(representNumber).join(", ")})` : representNumber(value);
}

function representNumber(value: Numeric): string {
  return typeof value === "bigint" ? representInteger(value) : representFloat(value);
}

function representInteger(value: bigint): string {
  const digits = bitLength(value) > 14_300 ? undefined : `${value}`;
  if (digits === undefined || digits.replace("-", "").length > longestInteger) {
    throw new CalcError("too-many-digits", undefined, `${longestInteger}`);
  }
  return digits;
}

function representFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (Math.abs(value) === Infinity) return `${sign}inf`;
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e") as [string, string];
  return sign + layOut(mantissa.replace(".", ""), Number(exponent));
}

/** The digits d.ddd · 10^exponent, positional from 1e-4 to below 1e16. */
function layOut(digits: string, exponent: number): string {
  if (exponent < -4 || exponent >= 16) {
    const power = `${Math.abs(exponent)}`.padStart(2, "0");
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${power}`;
  }
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${whole}.${digits.slice(exponent + 1) || "0"}`;
}
