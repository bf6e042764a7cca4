/**
 * A source of random numbers that can be repeated (mulberry32, public domain algorithm by Tommy Ettinger).
 */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Left out: functions whose last digit differs between C libraries (exp, sin, log10, cbrt …).
const unary = [
  "sqrt",
  "floor",
  "ceil",
  "trunc",
  "fabs",
  "abs",
  "round",
  "isqrt",
  "degrees",
  "radians",
  "factorial",
  "int",
  "float",
  "bool",
  "bin",
  "oct",
  "hex",
  "isfinite",
  "isnan",
  "modf",
  "frexp",
];
/** Those that are not in `math`, so that they never have its prefix. */
const builtins = new Set(
  ["abs", "round", "min", "max", "int", "float", "bool", "bin", "oct", "hex", "divmod", "pow", "sum"],
);
const binary = [
  "fmod",
  "copysign",
  "hypot",
  "gcd",
  "lcm",
  "min",
  "max",
  "round",
  "comb",
  "perm",
  "remainder",
  "divmod",
  "pow",
];
const special = [
  "1e400",
  "0.0",
  "1e-400",
  "5e-324",
  "1.7976931348623157e308",
  "9007199254740993",
  "1_000",
  "1.",
  "0b101",
  "0o17",
  "0x_fF",
  "00",
  "2.5",
  "-0.0",
  ".5",
  "pi",
  "inf",
  "nan",
  "007",
  "1__0",
  "0x",
  "1e",
  "True",
  "False",
  "None",
];
const operators = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"];
const comparisons = ["<", "<=", ">", ">=", "==", "!="];
const methods = [
  ".bit_length()",
  ".bit_count()",
  ".conjugate()",
  ".as_integer_ratio()",
  ".real",
  ".imag",
  ".numerator",
  ".denominator",
];

/** Expressions of which most are well formed, the same ones for the same seed. */
export function randomExpressions(seed: number, count: number): string[] {
  const random = generator(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  const number = (): string => {
    const kind = random();
    if (kind < 0.45) return `${below(13)}`;
    if (kind < 0.6) {
      return BigInt(below(2 ** 31)).toString() + BigInt(below(2 ** 31)).toString().repeat(below(3));
    }
    if (kind < 0.75) return (random() * 100).toFixed(below(5));
    if (kind < 0.85) return (random() * 10 ** (below(620) - 310)).toString().replace("Infinity", "inf");
    return kind < 0.95 ? pick(special) : `(-${below(9)})`;
  };
  const prefix = () => random() < 0.2 ? "math." : "";
  const call = (name: string, ...args: string[]) => {
    return `${builtins.has(name) ? "" : prefix()}${name}(${args.join(",")})`;
  };
  const expression = (depth: number): string => {
    const kind = depth === 0 ? 0 : random();
    if (kind < 0.15) return number();
    const part = () => expression(depth - 1);
    const spaced = (symbol: string) => random() < 0.5 ? ` ${symbol} ` : symbol;
    if (kind < 0.5) return part() + pick(["", " "]) + pick(operators) + part();
    if (kind < 0.57) return part() + spaced(pick(comparisons)) + part();
    if (kind < 0.62) return `${part()} ${pick(["and", "or"])} ${part()}`;
    if (kind < 0.66) return `${part()} if ${part()} else ${part()}`;
    if (kind < 0.75) return pick(["+", "-", "~", "not "]) + part();
    if (kind < 0.85) return `(${part()})`;
    if (kind < 0.88) return `(${part()})${pick(methods)}`;
    if (kind < 0.89) return `float(${part()}).is_integer()`;
    if (kind < 0.91) return `${pick(["sum", "min", "max"])}(divmod(${part()},${part()}))`;
    if (kind < 0.93) return `pow(${part()},${part()},${part()})`;
    if (kind < 0.97) return call(pick(unary), part());
    return call(pick(binary), part(), part());
  };
  return Array.from({ length: count }, () => expression(1 + below(4)));
}
