import { anything } from "../../probes/answer.ts";
import type { RuleContext } from "../../rule_context.ts";
import { type Failure, RuleViolation } from "../../causes/rule_violation.ts";
import { ask, type Dialogue, meet, type Pair } from "../../probes/dialogue.ts";
import { same } from "../../causes/expectation.ts";
import { type Cause, type Rule, type RuleText, when } from "../../rule.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
import { COMMON_TEXTS } from "../../texts/common_texts.ts";
import { EXPECTED_OF } from "../../texts/expected_texts.ts";
import { PRIME_CAUSES as WHY, PRIME_NOTES as NOTES, PRIME_TEXTS as TEXTS } from "../../texts/prime_texts.ts";
import { protohackers } from "../../texts/source.ts";
import { DESCRIBED, GENERAL, ITS_END } from "../../causes/line_causes.ts";

/** A negative number is said to be prime. */
const NEGATIVE = when(
  ({ symptom, expected }) => symptom === "different" && expected.en.includes(" for -"),
  WHY.negativePrime,
);

/** Protohackers' problem 1, "Prime Time": a JSON object a line; the source of a rule names the problem's own test. */
export function primeJsonRules(): Rule[] {
  const rule = (
    name: keyof typeof ITS_TESTS,
    text: Omit<RuleText, "source">,
    causes: readonly Cause[],
    probe: Rule["probe"],
    more: Partial<Pick<Rule, "company" | "control" | "severity">> = {},
  ): Rule => ({
    id: `prime.json_${name}`,
    ...text,
    source: protohackers(1, ITS_TESTS[name]),
    severity: "must",
    needs: name === "simple" ? [] : [FIRST],
    causes: [...GENERAL, ...causes, ...DESCRIBED],
    probe,
    ...more,
  });
  return [
    rule(
      "simple",
      TEXTS.json,
      [when(noJson, WHY.notJson), NEGATIVE, when(pattern.different, WHY.wrong)],
      simple,
    ),
    rule(
      "multiclient",
      COMMON_TEXTS.at_once,
      [when(pattern.waiting, COMMON_CAUSES.notConcurrent)],
      multiclient,
      {
        company: true,
      },
    ),
    rule("malformed", TEXTS.malformed, [
      when(pattern.both(pattern.different, pattern.contains(/"prime"/)), WHY.malformedTaken),
      when(pattern.stillOpen, WHY.malformedIgnored),
      when(pattern.both(pattern.nothing, pattern.connected), WHY.malformedSilent),
      ...ITS_END,
    ], malformed),
    rule("well_formed", TEXTS.wellFormed, [
      NEGATIVE,
      when(
        ({ symptom, expected }) => symptom === "different" && expected.en.includes(" for 7.5"),
        WHY.fraction,
      ),
      when(pattern.different, WHY.wrong),
    ], wellFormed),
    rule(
      "transport",
      COMMON_TEXTS.random,
      [
        when(pattern.answeredEarly, COMMON_CAUSES.answersPieces),
        when(pattern.control("holds"), COMMON_CAUSES.oneRecv),
      ],
      inPieces,
      { control: oneByOne },
    ),
    rule("big_numbers", TEXTS.bigNumbers, [when(pattern.different, WHY.numberPrecision)], bigNumbers, {
      severity: "should",
    }),
  ];
}

/** The names that Protohackers' own tests have. */
const ITS_TESTS = {
  simple: "0simple",
  multiclient: "1multiclient",
  malformed: "2malformedrequests",
  well_formed: "3wellformedrequests",
  transport: "4transport",
  big_numbers: "5bignumbers",
} as const;
const FIRST = "prime.json_simple";

function noJson({ symptom, text }: Failure): boolean {
  return symptom === "different" && parsed(text.split("\n", 1)[0]!) === undefined;
}

/** The service as a conversation. */
export const DIALOGUE: Dialogue = {
  service: "prime",
  base: FIRST,
  accents: FIRST,
  source: protohackers(1),
  mark: "\n",
  concurrent: true,
  pair: (random) => request(random.pick(NUMBERS)),
  accented: () => request(["17", true]),
  greet: () => Promise.resolve(),
};

type Known = readonly [number: string, prime: boolean];

const NUMBERS: readonly Known[] = [["7", true], ["8", false], ["17", true], ["-3", false], ["1", false], [
  "0",
  false,
], [
  "7919",
  true,
], ["7917", false]];

/** A whole number in another notation, fractions, and primes with a sign in front. */
const WELL_KNOWN: readonly Known[] = [
  ["7.5", false],
  ["-2", false],
  ["-5", false],
  ["-7", false],
  ["-13", false],
  ["-7919", false],
];

const WELL_FORMED = [
  '{"number":13,"method":"isPrime"}',
  '{"method":"isPrime","number":13,"comment":"extra","number_too":{"a":[1]}}',
  '{ "method" : "isPrime" , "number" : 13 }',
];

const MALFORMED = [
  "not json",
  "{",
  "[]",
  "{}",
  '{"method":"isPrime"}',
  '{"method":"isOdd","number":7}',
  '{"number":7}',
  '{"method":"isPrime","number":"7"}',
  '{"method":"isPrime","number":null}',
  '{"method":"isPrime","number":true}',
  "17",
];

function request([number, prime]: Known, text = `{"method":"isPrime","number":${number}}`): Pair {
  const expected = EXPECTED_OF.answer(same(`{"method":"isPrime","prime":${prime}}`), number);
  return { ask: text, answer: anything(expected, (line) => says(line, prime)) };
}

function says(line: string, prime: boolean): boolean {
  const answer = parsed(line);
  return answer?.method === "isPrime" && answer.prime === prime;
}

function parsed(line: string): { method?: unknown; prime?: unknown } | undefined {
  try {
    const value = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

async function simple(context: RuleContext): Promise<void> {
  const conn = await meet(context, DIALOGUE);
  for (let count = 0; count < 25; count++) await ask(conn, DIALOGUE.pair(context.random), DIALOGUE);
}

async function multiclient(context: RuleContext): Promise<void> {
  const conns = [];
  for (let client = 0; client < 5; client++) conns.push(await meet(context, DIALOGUE));
  for (let turn = 0; turn < 20; turn++) {
    for (const conn of conns) await ask(conn, DIALOGUE.pair(context.random), DIALOGUE);
  }
}

async function malformed(context: RuleContext): Promise<void> {
  const witness = await meet(context, DIALOGUE);
  for (const text of MALFORMED) {
    const conn = await meet(context, DIALOGUE);
    await conn.send(`${text}\n`);
    await conn.hear(
      anything(EXPECTED_OF.malformed(text), (line) => !says(line, true) && !says(line, false)),
    );
    await conn.end(EXPECTED_OF.endAfterMalformed(text));
  }
  await ask(witness, DIALOGUE.pair(context.random), DIALOGUE);
}

async function wellFormed(context: RuleContext): Promise<void> {
  const conn = await meet(context, DIALOGUE);
  for (const text of WELL_FORMED) await ask(conn, request(["13", true], text), DIALOGUE);
  for (const known of WELL_KNOWN) await ask(conn, request(known), DIALOGUE);
}

/** Numbers beyond the doubles, whose answer is right or late; that it is late is worth a note. */
async function bigNumbers(context: RuleContext): Promise<void> {
  const conn = await meet(context, DIALOGUE);
  for (const known of [["9007199254740993", false], ["9007199254740997", true]] as const) {
    const { ask: text, answer } = request(known);
    await conn.send(`${text}\n`);
    try {
      await conn.hear(answer, context.timeout * 3);
    } catch (error) {
      if (!(error instanceof RuleViolation) || error.symptom !== "silence" || error.received.length > 0) {
        throw error;
      }
      return context.note(NOTES.noAnswerInTime(context.timeout * 3 / 1000));
    }
  }
}

async function oneByOne(context: RuleContext): Promise<void> {
  const conn = await meet(context, DIALOGUE);
  for (let count = 0; count < 4; count++) await ask(conn, DIALOGUE.pair(context.random), DIALOGUE);
}

async function inPieces(context: RuleContext): Promise<void> {
  const conn = await meet(context, DIALOGUE);
  const all = Array.from({ length: 4 }, () => DIALOGUE.pair(context.random));
  await conn.send(all.map(({ ask }) => `${ask}\n`).join(""), "random");
  for (const { answer } of all) await conn.hear(answer);
}
