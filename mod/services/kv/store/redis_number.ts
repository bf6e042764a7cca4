/** The range of a whole number: 64 bits with a sign. */
const LARGEST = 2n ** 63n - 1n;
const SMALLEST = -(2n ** 63n);

/**
 * A whole number as commands take it: no blanks, no `+`, no leading zeros, within 64 bits.
 *
 * @returns a bigint when it is beyond what a number holds exactly; `undefined` when it is none
 */
export function readInteger64(text: string): number | bigint | undefined {
  if (text.length > 20 || !/^(0|-?[1-9]\d*)$/.test(text)) return undefined;
  if (text.length < 16) return Number(text);
  const value = BigInt(text);
  if (value > LARGEST || value < SMALLEST) return undefined;
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** The sum of two whole numbers; `undefined` when it is beyond 64 bits. */
export function addIntegers(one: number | bigint, other: number | bigint): number | bigint | undefined {
  if (typeof one === "number" && typeof other === "number") {
    const sum = one + other;
    if (Number.isSafeInteger(sum)) return sum;
  }
  const sum = BigInt(one) + BigInt(other);
  return sum > LARGEST || sum < SMALLEST ? undefined : sum;
}

/** A decimal number, exactly: `units` × 10^−`places`. */
export interface Decimal {
  readonly units: bigint;
  readonly places: number;
}

/** Digits that a decimal number may have before and after the point. */
const MOST_DIGITS = 400;

/**
 * A decimal number as INCRBYFLOAT takes it, with or without an exponent.
 *
 * @returns `undefined` when it is none; `"infinite"` for one that is beyond what it may be
 */
export function readDecimal(text: string): Decimal | "infinite" | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text)) return "infinite";
  if (text.length > 1024) return undefined;
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,6}))?$/i.exec(text);
  if (found === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = found;
  if (whole === "" && fraction === "") return undefined;
  const shift = Number(exponent);
  if (whole.replace(/^0+/, "").length + shift > MOST_DIGITS) return "infinite";
  const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  const places = fraction.length - shift;
  if (places > MOST_DIGITS) {
    return { units: digits / 10n ** BigInt(places - MOST_DIGITS), places: MOST_DIGITS };
  }
  return places >= 0 ? { units: digits, places } : { units: digits * 10n ** BigInt(-places), places: 0 };
}

/** The exact sum. */
export function addDecimals(one: Decimal, other: Decimal): Decimal {
  const places = Math.max(one.places, other.places);
  const scaled = (each: Decimal) => each.units * 10n ** BigInt(places - each.places);
  return { units: scaled(one) + scaled(other), places };
}

/** Digits after the point that are told. */
const SHOWN = 17;

/**
 * As it is told: at most 17 digits after the point, rounded to the nearest and half to the even one, without zeros at the end.
 *
 * @returns `undefined` when it is larger than it may be
 */
export function formatDecimal({ units, places }: Decimal): string | undefined {
  let magnitude = units < 0n ? -units : units;
  let shown = places;
  if (places > SHOWN) {
    const step = 10n ** BigInt(places - SHOWN);
    magnitude = roundedQuotient(magnitude, step);
    shown = SHOWN;
  }
  const digits = magnitude.toString().padStart(shown + 1, "0");
  const whole = digits.slice(0, digits.length - shown);
  if (whole.length > MOST_DIGITS) return undefined;
  const fraction = shown === 0 ? "" : digits.slice(-shown).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole}.${fraction}`;
  return units < 0n && magnitude !== 0n ? `-${text}` : text;
}

function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = dividend % divisor * 2n;
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}
