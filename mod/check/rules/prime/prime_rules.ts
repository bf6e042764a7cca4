import { exactly } from "../../probes/answer.ts";
import type { RuleContext } from "../../rule_context.ts";
import { type Failure, RuleViolation } from "../../causes/rule_violation.ts";
import { ask, type Dialogue, meet, type Pair } from "../../probes/dialogue.ts";
import { quoted } from "../../causes/expectation.ts";
import { type Cause, type Rule, type RuleText, when } from "../../rule.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { EXPECTED_OF } from "../../texts/expected_texts.ts";
import { PRIME_CAUSES as WHY, PRIME_NOTES as NOTES, PRIME_TEXTS as TEXTS } from "../../texts/prime_texts.ts";
import { sheet } from "../../texts/source.ts";
import { DESCRIBED, GENERAL, ITS_END } from "../../causes/line_causes.ts";
import { dialogueRules } from "../line_rules.ts";

/** How the prime service is to answer. */
export interface PrimeCheck {
  readonly framing: "line" | "chunk";
  readonly concurrent: boolean;
}

type Letter = "T" | "F" | "E";

/** The rules of the prime service over TCP (sheet 003 §1.1). */
export function primeRules({ framing, concurrent }: PrimeCheck): Rule[] {
  const dialogue = primeDialogue({ framing, concurrent });
  const rule = (id: string, text: RuleText, causes: readonly Cause[], probe: Rule["probe"]): Rule => ({
    id: `prime.${id}`,
    ...text,
    severity: "must",
    needs: [
      ...id === "simple" ? [] : ["prime.simple"],
      ...id === "twenty_digits" ? ["prime.above_2_53"] : [],
    ],
    causes: [...GENERAL, ...causes],
    probe,
  });
  const inTurn = (all: readonly Pair[]) => (context: RuleContext) => onOneEach(all, context, dialogue);
  return [
    rule("simple", TEXTS.simple, BASIC, inTurn(SIMPLE)),
    rule("sheet", TEXTS.sheet, [notE, ...OF_THE_NUMBER, ...BASIC], inTurn(SHEET)),
    rule(
      "edges",
      TEXTS.edges,
      [...OF_THE_NUMBER, when(pattern.different, WHY.edges), ...DESCRIBED],
      inTurn(EDGES),
    ),
    rule("squares", TEXTS.squares, [when(saysPrime, WHY.squares), ...WRONG], inTurn(SQUARES)),
    rule(
      "not_integers",
      TEXTS.notIntegers,
      [
        when(pattern.different, WHY.notInteger),
        notE,
        ...ITS_END,
        when(pattern.nothing, WHY.noE),
        ...DESCRIBED,
      ],
      inTurn(NOT_INTEGERS),
    ),
    rule("imposters", TEXTS.imposters, [when(saysPrime, WHY.fermat), ...WRONG], inTurn(IMPOSTERS)),
    ...dialogueRules(dialogue),
    rule("above_2_53", TEXTS.big, [...PRECISION], (context) => big(context, dialogue, BIG)),
    rule(
      "twenty_digits",
      TEXTS.twenty,
      [...OF_THE_NUMBER, when(pattern.different, WHY.registers), ...DESCRIBED],
      (context) => big(context, dialogue, TWENTY),
    ),
  ];
}

/** The prime service as a conversation. */
export function primeDialogue({ framing, concurrent }: PrimeCheck): Dialogue {
  return {
    service: "prime",
    base: "prime.simple",
    accents: "prime.not_integers",
    strictLineEnd: true,
    source: sheet("003 §1.1"),
    mark: framing === "line" ? "\n" : "",
    concurrent,
    pair: (random) => random.pick(EASY),
    accented: (random) => random.pick([pair("dix-sept é", "E"), pair("quatre à 17 😀", "E")]),
    greet: () => Promise.resolve(),
  };
}

/** What the number tells that was answered with the wrong letter. */
export const OF_THE_NUMBER: readonly Cause[] = [
  when(
    ({ symptom, text, expected: { exact } }) =>
      symptom === "different" && exact === "E" && /^[TF]\s*$/.test(text),
    WHY.notInteger,
  ),
  when(saysEFor(/ for -\d+$/), WHY.negative),
  when(saysEFor(/ for \d{10,}$/), WHY.tooLarge),
];

/** E came for a number that looks like this, at the end of what was expected. */
function saysEFor(asked: RegExp): pattern.FailurePattern {
  return ({ symptom, text, expected }) =>
    symptom === "different" && /^E\s*$/.test(text) && asked.test(expected.en);
}

const BASIC = [
  when(pattern.contains(/^(true|false|yes|no|oui|non|vrai|faux|err(eur|or)|[01])\s*$/i), WHY.words),
  when(pattern.contains(/^[tfe]\s*$/), WHY.words),
  when(pattern.different, WHY.wrong),
  ...DESCRIBED,
];
const WRONG = [when(pattern.different, WHY.wrong), ...DESCRIBED];
const PRECISION = [...OF_THE_NUMBER, when(pattern.different, WHY.numberPrecision), ...DESCRIBED];

/** A number that is none was said to be prime. */
function saysPrime({ symptom, text }: Failure): boolean {
  return symptom === "different" && text.trim() === "T";
}

/** E should have come, and the session ended with the error of a conversion. */
const notE = when(
  (failure) => failure.expected.exact === "E" && pattern.hungUp(failure) && pattern.tellsError(failure.said),
  WHY.notInteger,
);

/** A number and its letter. */
export function pair(number: string | bigint, letter: Letter): Pair {
  return { ask: String(number), answer: exactly(letter) };
}

function all(letter: Letter, ...numbers: (string | number | bigint)[]): Pair[] {
  return numbers.map((number) => pair(String(number), letter));
}

/** The simplest numbers there are. */
const SIMPLE: readonly Pair[] = [...all("T", 17), ...all("F", 18)];
/** The requests of the sheet's client. */
export const SHEET: readonly Pair[] = [
  ...all("E", "4j"),
  ...all("F", 4),
  ...all("T", 5),
  ...all("F", -5),
  ...all("T", 17, 29),
  ...all("F", 2n ** 50n, 2n ** 50n - 1n),
];
const EASY = [...all("T", 11, 13, 17, 19, 23, 101, 103), ...all("F", 10, 12, 15, 21, 100, 1001)];
const EDGES = [...all("F", 0, 1), ...all("T", 2, 3), ...all("F", -2, -7)];
const SQUARES = all("F", 4, 9, 25, 49, 121, 169, 10201);
const NOT_INTEGERS = [...all("E", "abc", "7.0", "1e3", "0x11", "17 19"), ...all("T", 17)];
/** Carmichael numbers, and composites that are strong probable primes to the first bases. */
const IMPOSTERS = all("F", 341, 561, 1105, 1729, 2047, 2821, 1373653);
const BIG = { ask: "9007199254740997" };
const TWENTY = { ask: "10000000000000000051" };

/** All on one connection, or one connection each where the server closes after an answer. */
async function onOneEach(all: readonly Pair[], context: RuleContext, dialogue: Dialogue): Promise<void> {
  for (const pair of all) {
    const conn = await meet(context, dialogue);
    try {
      await ask(conn, pair, dialogue);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      throw new RuleViolation(error.symptom, EXPECTED_OF.answer(error.expected, pair.ask), error.received);
    } finally {
      conn.close();
    }
  }
}

/** A large prime: the wrong letter is a mistake, a late one is only worth a note. */
async function big(
  context: RuleContext,
  dialogue: Dialogue,
  { ask: number }: { ask: string },
): Promise<void> {
  const conn = await meet(context, dialogue);
  const started = performance.now();
  const limit = context.timeout * 3;
  await conn.send(number + dialogue.mark);
  try {
    await conn.hear({ ...exactly("T"), expected: EXPECTED_OF.answer(quoted("T"), number) }, limit);
  } catch (error) {
    if (!(error instanceof RuleViolation) || error.symptom !== "silence" || error.received.length > 0) {
      throw error;
    }
    return context.note(NOTES.noAnswerInTime(limit / 1000));
  }
  const seconds = (performance.now() - started) / 1000;
  if (seconds > context.timeout / 2000) context.note(NOTES.slow(seconds));
}
