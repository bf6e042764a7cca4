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
    ],
  );

property(
  "calculate() answers any text with a value or a mistake inside it, and at once",
  expression(),
  (typed) => {
    const outcome = calculate(typed, none, limitsOnTheLoop);
    if (outcome.ok) assert(outcome.text !== "" && !/[\p{Cc}]/u.test(outcome.text), outcome.text);
    else {assert(
        (outcome.mistake.at ?? 0) >= 0 && (outcome.mistake.at ?? 0) <= typed.length,
        JSON.stringify(outcome),
      );}
  },
  { corpus: corpus("calc") },
);

property("an answer asked again is itself", expression(), (typed) => {
  const outcome = calculate(typed, none, limitsOnTheLoop);
  if (!outcome.ok || /inf|nan/.test(outcome.text)) return;
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
