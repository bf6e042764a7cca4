/**
 * The gamma function and its logarithm, by Lanczos' approximation with 13 terms and g = 6.02468…, the one
 * that Boost publishes as `lanczos13m53` and CPython uses: with the same coefficients and the same order of
 * operations, the digits are CPython's. (C. Lanczos, A precision approximation of the gamma function, SIAM J.
 * Numer. Anal. 1, 1964; Boost.Math, "The Lanczos approximation".)
 */

const G = 6.024680040776729583740234375;
const TOP = [
  23531376880.410759688572007674451636754734846804940,
  42919803642.649098768957899047001988850926355848959,
  35711959237.355668049440185451547166705960488635843,
  17921034426.037209699919755754458931112671403265390,
  6039542586.3520280050642916443072979210699388420708,
  1439720407.3117216736632230727949123939715485786372,
  248874557.86205415651146038641322942321632125127801,
  31426415.585400194380614231628318205362874684987640,
  2876370.6289353724412254090516208496135991145378768,
  186056.26539522349504029498971604569928220784236328,
  8071.6720023658162106380029022722506138218516325024,
  210.82427775157934587250973392071336271166969580291,
  2.5066282746310002701649081771338373386264310793408,
];
const BOTTOM = [
  0,
  39916800,
  120543840,
  150917976,
  105258076,
  45995730,
  13339535,
  2637558,
  357423,
  32670,
  1925,
  66,
  1,
];

/** Γ(x). Infinite beyond 171.62…; NaN at zero and the negative integers, where there is no value. */
export function gamma(x: number): number {
  if (Number.isNaN(x) || x === Infinity) return x;
  if (x <= 0 && Number.isInteger(x) || x === -Infinity) return NaN;
  if (Number.isInteger(x) && x <= 23) return factorialBelow(x);
  const size = Math.abs(x);
  if (size < 1e-20) return 1 / x;
  if (size > 200) return x < 0 ? 0 / sinPi(x) : Infinity;
  const base = size + G - 0.5;
  const lost = size > G - 0.5 ? base - size - (G - 0.5) : base - (G - 0.5) - size;
  const correction = lost * G / base;
  if (x > 0) {
    const start = lanczosSum(size) / Math.exp(base);
    return timesPower(start + correction * start, base, size);
  }
  const start = -Math.PI / sinPi(size) / size * Math.exp(base) / lanczosSum(size);
  return overPower(start - correction * start, base, size);
}

/** log |Γ(x)|. NaN at zero and the negative integers. */
export function logGamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Infinity;
  if (x <= 2 && Number.isInteger(x)) return x <= 0 ? NaN : 0;
  const size = Math.abs(x);
  if (size < 1e-20) return -Math.log(size);
  let result = Math.log(lanczosSum(size)) - G;
  result += (size - 0.5) * (Math.log(size + G - 0.5) - 1);
  // Euler's reflection leads from the right half to the left one.
  return x < 0 ? LOG_PI - Math.log(Math.abs(sinPi(size))) - Math.log(size) - result : result;
}

const LOG_PI = 1.144729885849400174143427351353058711647;

function factorialBelow(n: number): number {
  let product = 1;
  for (let factor = 2; factor < n; factor++) product *= factor;
  return product;
}

/** The power is taken in two halves where it alone would be beyond the largest float. */
function timesPower(start: number, base: number, size: number): number {
  if (size < 140) return start * base ** (size - 0.5);
  const half = base ** (size / 2 - 0.25);
  return start * half * half;
}

function overPower(start: number, base: number, size: number): number {
  if (size < 140) return start / base ** (size - 0.5);
  const half = base ** (size / 2 - 0.25);
  return start / half / half;
}

/** The quotient of the two polynomials, from the end that keeps the numbers small. */
function lanczosSum(x: number): number {
  let [top, bottom] = [0, 0];
  for (let i = 0; i < TOP.length; i++) {
    const term = x < 5 ? TOP.length - 1 - i : i;
    top = (x < 5 ? top * x : top / x) + TOP[term]!;
    bottom = (x < 5 ? bottom * x : bottom / x) + BOTTOM[term]!;
  }
  return top / bottom;
}

/** sin(πx), exact in its zeros: the argument is brought near 0 before it is multiplied. */
function sinPi(x: number): number {
  const turn = Math.abs(x) % 2;
  const eighth = Math.round(2 * turn);
  const sine = [
    () => Math.sin(Math.PI * turn),
    () => Math.cos(Math.PI * (turn - 0.5)),
    () => Math.sin(Math.PI * (1 - turn)),
    () => -Math.cos(Math.PI * (turn - 1.5)),
    () => Math.sin(Math.PI * (turn - 2)),
  ][eighth]!();
  return x < 0 ? -sine : sine;
}
