import type { Random } from "../../mod/check/probes/seeded_random.ts";
import type { Load } from "../_kit/load.ts";
import { ClientStream } from "../_kit/clients/client_stream.ts";
import { expect } from "../_kit/wrong_answer.ts";

const QUESTIONS = 20;

/** As CPython 3.11 prints them. */
const KNOWN: readonly (readonly [expression: string, answer: string])[] = [
  ["3*5+1", "16"],
  ["2**-1", "0.5"],
  ["-7//2", "-4"],
  ["-7%3", "2"],
  ["-2**2", "-4"],
  ["2**3**2", "512"],
  ["0.1+0.2", "0.30000000000000004"],
  ["1e16", "1e+16"],
  ["10**20/10**19", "10.0"],
  ["sqrt(2)", "1.4142135623730951"],
  ["factorial(20)", "2432902008176640000"],
  ["1<2<3 and 5 or 1/0", "5"],
  ["1<<70|1", "1180591620717411303425"],
  ["pow(3,10**100,1000)", "1"],
  ["divmod(-17,5)", "(-4, 3)"],
];
const MISTAKES = ["1/0", "7+(2*3", "1<", "().__class__", "sqrt(-1)"];

export default {
  name: "calc known",
  about:
    "expressions whose answers are known, from Python or from how they were made; mistakes must be called so",
  at: "calc",
  async converse({ server, random, signal, asked, right }) {
    using stream = await ClientStream.dial(server.address("calc")!, signal);
    for (let number = 0; number < QUESTIONS; number++) {
      const [expression, owed] = question(random);
      await stream.write(`${expression}\n`);
      asked();
      const answer = await stream.line();
      expect(owed === MISTAKE ? answer.slice(0, owed.length) : answer, owed, expression);
      right();
    }
  },
} satisfies Load;

const MISTAKE = "Erreur:";

function question(random: Random): readonly [string, string] {
  if (random.integer(5) === 0) return [random.pick(MISTAKES), MISTAKE];
  if (random.integer(2) === 0) return random.pick(KNOWN);
  const [a, b, c] = [random.integer(1e9), random.integer(1e9), random.integer(1e9)];
  return random.integer(2) === 0
    ? [`${a}+${b}-${c}`, String(a + b - c)]
    : [`(${a}*${b}+${c})%${b + 1 + c}`, product(a, b, c)];
}

function product(a: number, b: number, c: number): string {
  return String((BigInt(a) * BigInt(b) + BigInt(c)) % BigInt(b + 1 + c));
}
