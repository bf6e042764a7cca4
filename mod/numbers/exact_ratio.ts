/** A fraction; the denominator is positive. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * The exact value of a finite double, as a fraction whose denominator is a power of two: 0.1 is
 * 3602879701896397 / 36028797018963968. (IEEE 754-2019, section 3.4.)
 *
 * @throws RangeError for an infinity or NaN, which have no exact ratio
 */
export function exactRatio(x: number): Ratio {
  if (!Number.isFinite(x)) throw new RangeError(`Cannot write ${x} as a fraction`);
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  const word = bits.getBigUint64(0);
  const field = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xf_ffff_ffff_ffffn;
  const significand = field === 0 ? fraction : fraction | (1n << 52n);
  const signed = x < 0 ? -significand : significand;
  const exponent = Math.max(field, 1) - 1075;
  return exponent < 0
    ? { numerator: signed, denominator: 1n << BigInt(-exponent) }
    : { numerator: signed << BigInt(exponent), denominator: 1n };
}
