import { assert, assertEquals } from "@std/assert";
import { limitsInAWorker } from "../../../mod/services/calc/budget.ts";
import { createCalculate } from "../../../mod/services/calc/calculation.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";

const calculate = createCalculate();
const calc = (expression: string) => {
  const outcome = calculate(expression, new Map(), limitsInAWorker);
  return outcome.ok ? outcome.text : outcome.error.code;
};

/** What CPython 3.11 answers. */
const KNOWN: Record<string, string> = {
  "gamma(5)": "24.0",
  "gamma(0.5)": "1.7724538509055159",
  "gamma(-1.5)": "2.3632718012073544",
  "gamma(171.6)": "1.5858969096672563e+308",
  "gamma(-200.5)": "-0.0",
  "gamma(172)": "overflow",
  "gamma(-3)": "domain",
  "gamma(-1e400)": "domain",
  "lgamma(3)": "0.693147180559945",
  "lgamma(-0.5)": "1.265512123484645",
  "lgamma(-1e400)": "inf",
  "lgamma(0)": "domain",
  "erf(0.5)": "0.5204998778130465",
  "erf(-0.0)": "-0.0",
  "erf(1e400)": "1.0",
  "erfc(0.5)": "0.4795001221869535",
  "erfc(-30)": "2.0",
  "erfc(30)": "0.0",
  "erf(1e-300)": "1.1283791670955126e-300",
  "ulp(1)": "2.220446049250313e-16",
  "ulp(0)": "5e-324",
  "ulp(1.7976931348623157e308)": "1.99584030953472e+292",
  "nextafter(1,2)": "1.0000000000000002",
  "nextafter(1,-1e400)": "0.9999999999999999",
  "nextafter(0,-1)": "-5e-324",
  "nextafter(-1,0)": "-0.9999999999999999",
  "ldexp(1.5,3)": "12.0",
  "ldexp(3,-1075)": "1e-323",
  "ldexp(1,-10**30)": "0.0",
  "ldexp(1,1024)": "overflow",
  "ldexp(1,0.5)": "needs-integer",
};

for (const [expression, answer] of Object.entries(KNOWN)) {
  Deno.test(`calculate() answers ${expression} as Python does`, () => assertEquals(calc(expression), answer));
}

peerTest("gamma, lgamma, erf and erfc are within eight last digits of python3's", ["python3"], async () => {
  const functions = ["gamma", "lgamma", "erf", "erfc"];
  const arguments_ = Array.from({ length: 400 }, (_, i) => (i - 150) * 0.0937 + 0.0123);
  const expressions = arguments_.flatMap((x) => functions.map((name) => `${name}(${x})`));
  const script = "import json, sys, math\n" +
    "print(json.dumps([[v, math.ulp(v)] for v in (eval(e, vars(math)) for e in json.load(sys.stdin))]))";
  const { stdout } = await runCommand("python3", ["-c", script], { stdin: JSON.stringify(expressions) });
  const theirs: [number, number][] = JSON.parse(stdout);
  expressions.forEach((expression, i) => {
    const [value, unit] = theirs[i]!;
    assert(
      Math.abs(Number(calc(expression)) - value) <= 8 * unit,
      `${expression}: ${calc(expression)}, ${value}`,
    );
  });
});
