import { assert, assertEquals } from "@std/assert";
import { limitsInAWorker, limitsOnTheLoop } from "../../mod/services/calc/budget.ts";
import { createCalculate } from "../../mod/services/calc/calculation.ts";
import { createPrimality } from "../../mod/services/prime/primality.ts";
import { readPrimeTime } from "../../mod/services/prime/prime_time.ts";
import { readInteger } from "../../mod/services/prime/read_integer.ts";
import { bytesOf, corpus, fc, property, textOf } from "../_kit/property.ts";

const calculate = createCalculate();
const primality = createPrimality((bytes) => bytes.fill(7));
const none = new Map();

const expression = () =>
  textOf(
    ...["1", "2", "0", "9", "1.5", "1e400", "0x1f", "1_0", "2**64", "ans", "x", "x = ", "pi", "math."],
    ...[
      "+",
      "-",
      "*",
      "/",
      "//",
      "%",
      "**",
      "(",
      ")",
      ",",
      " ",
      "()",
      "sqrt(",
      "factorial(",
      "comb(",
      "round(",
      "erfc(",
      "pow(",
      "divmod(",
      "hex(",
    ],
    ...["<<", ">>", "&", "|", "^", "~", "<", ">=", "==", " and ", " or ", " not ", " if ", " else "],
    ...["True", "None", ".real", ".bit_length", ".as_integer_ratio()", "#", "\n", "\r\n", "\r", "."],
  );

property(
  "calculate() answers any text with a value or a mistake inside it, and at once",
  expression(),
  (typed) => {
    const outcome = calculate(typed, none, limitsOnTheLoop);
    if (outcome.ok) assert(outcome.text !== "" && !/[\p{Cc}]/u.test(outcome.text), outcome.text);
    else {assert(
        (outcome.error.at ?? 0) >= 0 && (outcome.error.at ?? 0) <= typed.length,
        JSON.stringify(outcome),
      );}
  },
  { corpus: corpus("calc") },
);

property("an answer asked again is itself", expression(), (typed) => {
  const outcome = calculate(typed, none, limitsOnTheLoop);
  if (!outcome.ok || /inf|nan/.test(outcome.text)) return;
  // A pair is no expression, and the text 0b1 is a number when it is asked.
  if (typeof outcome.value === "string" || outcome.text.startsWith("(")) return;
  const again = calculate(outcome.text, none, limitsInAWorker);
  assertEquals(again.ok && again.text, outcome.text);
}, { corpus: corpus("calc") });

const integer = () => fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n });
const operators = {
  "+": (a: bigint, b: bigint) => a + b,
  "-": (a: bigint, b: bigint) => a - b,
  "*": (a: bigint, b: bigint) => a * b,
} as const;

property(
  "+, - and * on integers are exact",
  fc.tuple(integer(), fc.constantFrom("+", "-", "*"), integer()),
  ([a, operator, b]) => {
    const outcome = calculate(`(${a})${operator}(${b})`, none, limitsInAWorker);
    assertEquals(outcome.ok && outcome.text, String(operators[operator as "+"](a, b)));
  },
);

type Tree =
  | bigint
  | readonly [operator: Unary, operand: Tree]
  | readonly [operator: Binary, left: Tree, right: Tree];
type Unary = "-" | "~";
type Binary = "|" | "^" | "&" | "<<" | ">>" | "+" | "-" | "*" | "//" | "%" | "**";

/** Groups of operators from the loosest to the tightest, as Python's reference has them. */
const GROUPS = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "//", "%"], ["sign"], ["**"], [
  "number",
]];
const tightnessOf = (operator: string) => GROUPS.findIndex((group) => group.includes(operator));

const tree = () =>
  fc.letrec<{ tree: Tree; number: bigint }>((tie) => ({
    number: fc.bigInt({ min: 0n, max: 99n }),
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      tie("number"),
      fc.tuple(fc.constantFrom<Unary[]>("-", "~"), tie("tree")),
      fc.tuple(
        fc.constantFrom<Binary[]>("|", "^", "&", "+", "-", "*", "//", "%"),
        tie("tree"),
        tie("tree"),
      ),
      fc.tuple(fc.constantFrom<Binary[]>("**", "<<", ">>"), tie("tree"), fc.bigInt({ min: 0n, max: 3n })),
    ),
  })).tree;

property(
  "and, or, if and chained comparisons compute what they need and nothing else",
  fc.tuple(
    fc.bigInt({ min: -2n, max: 2n }),
    fc.bigInt({ min: -2n, max: 2n }),
    fc.bigInt({ min: -2n, max: 2n }),
  ),
  ([a, b, c]) => {
    const chosen = a < b ? b : c;
    const cases: [expression: string, value: string | bigint][] = [
      [`(${a}) and (1/0 if (${a})==0 else (${b}))`, a === 0n ? a : b],
      [`(${a}) or (1/0 if (${a}) else (${b}))`, a === 0n ? b : a],
      [`(${b}) if (${a})<(${b}) else (${c})`, chosen],
      [`(${a}) < (${b}) < (${c} if (${a})<(${b}) else 1/0)`, a < b && b < c ? "True" : "False"],
      [
        `1/0 if not (${a})<(${b}) or (${a})<(${b}) == 0 else 1`,
        a < b ? (b === 0n ? "mistake" : "1") : "mistake",
      ],
    ];
    for (const [expression, value] of cases) {
      const outcome = calculate(expression, none, limitsOnTheLoop);
      assertEquals(outcome.ok ? outcome.text : "mistake", `${value}`, expression);
    }
  },
);

property(
  "an expression means what its operators' precedence says, with as few parentheses as can be",
  fc.tuple(tree(), fc.constantFrom("", " ", "  ")),
  ([made, space]) => {
    const outcome = calculate(written(made, space), none, limitsInAWorker);
    const value = valueOf(made);
    if (value === undefined) return assertEquals(!outcome.ok && outcome.error.code, "division-by-zero");
    assertEquals(outcome.ok && outcome.text, String(value), written(made, space));
  },
);

function tightness(made: Tree): number {
  if (typeof made === "bigint") return tightnessOf("number");
  return tightnessOf(made.length === 2 ? "sign" : made[0]);
}

/** Parentheses only where the text would mean something else without them. */
function written(made: Tree, space: string): string {
  const within = (part: Tree, least: number) =>
    tightness(part) < least ? `(${space}${written(part, space)})` : written(part, space);
  if (typeof made === "bigint") return String(made);
  if (made.length === 2) return `${made[0]}${space}${within(made[1], tightnessOf("sign"))}`;
  const [operator, left, right] = made;
  // To the right of ** a sign may stand without parentheses, and ** itself goes from right to left.
  if (operator === "**") {
    return `${within(left, tightnessOf("number"))}${space}**${space}${within(right, tightnessOf("sign"))}`;
  }
  const least = tightnessOf(operator);
  return `${within(left, least)}${space}${operator}${space}${within(right, least + 1)}`;
}

/** `undefined`: something is divided by zero. */
function valueOf(made: Tree): bigint | undefined {
  if (typeof made === "bigint") return made;
  const a = valueOf(made[1]);
  if (a === undefined) return undefined;
  if (made.length === 2) return made[0] === "-" ? -a : ~a;
  const b = valueOf(made[2]);
  if (b === undefined) return undefined;
  switch (made[0]) {
    case "//":
      return b === 0n ? undefined : floored(a, b);
    case "%":
      return b === 0n ? undefined : a - b * floored(a, b);
    case "**":
      return a ** b;
    case "<<":
      return a << b;
    case ">>":
      return a >> b;
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    default:
      return operators[made[0]](a, b);
  }
}

function floored(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return quotient * b !== a && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

property("// and % are what makes a == b * (a // b) + a % b", fc.tuple(integer(), integer()), ([a, b]) => {
  if (b === 0n) return;
  const value = (text: string) => {
    const outcome = calculate(text, none, limitsInAWorker);
    return BigInt(outcome.ok ? outcome.text : NaN);
  };
  const [quotient, rest] = [value(`(${a})//(${b})`), value(`(${a})%(${b})`)];
  assertEquals(b * quotient + rest, a);
  assert(rest === 0n || (rest < 0n === b < 0n && (rest < 0n ? -rest : rest) < (b < 0n ? -b : b)), `${rest}`);
});

property(
  "a float is written so that it is read back as itself",
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  (x) => {
    const outcome = calculate(x < 0 || Object.is(x, -0) ? `-${-x}` : `${x}+0.0`, none, limitsInAWorker);
    assertEquals(outcome.ok && Number(outcome.text), x);
  },
);

const question = () =>
  bytesOf("0", "7", "12345678901234567890", "-", "+", " ", "\t", "\r", "_", ".", "e", "4j");

property("readInteger() takes what Python's int takes, less the underscores", question(), (bytes) => {
  const text = new TextDecoder("latin1").decode(bytes);
  const digits = /^[ \t-\r]*[+-]?0*(\d+?)[ \t-\r]*$/.exec(text)?.[1];
  const found = readInteger(bytes, 30);
  if (digits === undefined) return assertEquals(found, { refused: "not-an-integer" });
  if (digits.length > 30) return assertEquals(found, { refused: "too-many-digits" });
  assertEquals("digits" in found && found.digits, digits);
});

property(
  "readPrimeTime() reads any bytes as an integer, no integer, or malformed",
  bytesOf(
    '{"method":"isPrime","number":',
    "7",
    "}",
    "1e3",
    "-0",
    "0.0",
    "1.30e1",
    ",",
    '"',
    "[",
    "1e400",
    "\n",
  ),
  (bytes) => {
    assert(["integer", "not-an-integer", "malformed"].includes(readPrimeTime(bytes, 1000).kind));
  },
);

property(
  "readPrimeTime() knows an integer in whatever way JSON writes it",
  fc.tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat(5)),
  ([n, zeros]) => {
    const request = `{"method":"isPrime","number":${n}.${"0".repeat(zeros + 1)}}`;
    assertEquals(readPrimeTime(new TextEncoder().encode(request), 1000), {
      kind: "integer",
      digits: String(n),
    });
  },
);

property(
  "readPrimeTime() knows which numbers with a point and an exponent are integers",
  fc.tuple(
    fc.boolean(),
    fc.nat(99_999),
    fc.stringMatching(/^\d{0,4}$/),
    fc.integer({ min: -7, max: 7 }),
    fc.boolean(),
  ),
  ([negative, whole, fraction, exponent, capital]) => {
    const text = `${negative ? "-" : ""}${whole}${fraction && `.${fraction}`}${
      capital ? "E" : "e"
    }${exponent}`;
    const read = readPrimeTime(new TextEncoder().encode(`{"method":"isPrime","number":${text}}`), 1000);
    const scaled = BigInt(whole + fraction) * 10n ** 7n; // with seven places, whatever the exponent takes away
    const places = BigInt(fraction.length - exponent + 7);
    if (scaled % 10n ** places !== 0n) return assertEquals(read.kind, "not-an-integer", text);
    assert(read.kind === "integer", text);
    const value = scaled / 10n ** places * (negative ? -1n : 1n);
    // Behind zeros that an exponent put there, ten is as good.
    const ten = exponent > fraction.length && value !== 0n;
    assertEquals(BigInt(read.digits), ten ? (negative ? -10n : 10n) : value, text);
  },
);

property("a small number is prime when nothing divides it", fc.nat(2_000_000), (n) => {
  let divisible = n < 2;
  for (let d = 2; d * d <= n && !divisible; d++) divisible = n % d === 0;
  assertEquals(primality.test(BigInt(n)).prime, !divisible, `${n}`);
});

property(
  "a product of two numbers is never prime",
  fc.tuple(fc.bigInt({ min: 2n, max: 2n ** 80n }), fc.bigInt({ min: 2n, max: 2n ** 80n })),
  ([a, b]) => {
    assertEquals(primality.test(a * b).prime, false);
    assertEquals(primality.test(a * a).prime, false);
  },
);
