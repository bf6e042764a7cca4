import { anything, type ExpectedAnswer } from "../probes/answer.ts";
import type { RuleContext } from "../rule_context.ts";
import { RuleSkipped, RuleViolation } from "../causes/rule_violation.ts";
import { ask, type Dialogue, meet, type Pair, serveOne } from "../probes/dialogue.ts";
import { same } from "../causes/expectation.ts";
import { type Cause, type Rule, type RuleText, seen, when } from "../rule.ts";
import * as pattern from "../causes/failure_patterns.ts";
import { CALC_CAUSES as WHY, CALC_TEXTS as TEXTS } from "../texts/calc_texts.ts";
import { COMMON_CAUSES } from "../texts/common_causes.ts";
import { EXPECTED, EXPECTED_OF } from "../texts/expected_texts.ts";
import { ONLY_OURS } from "../texts/run_texts.ts";
import { sheet } from "../texts/source.ts";
import { DESCRIBED, GENERAL, IT_IS_GONE, ITS_END, NOBODY_THERE } from "../causes/line_causes.ts";
import { dialogueRules } from "./line_rules.ts";

/** How the calculator is to answer. */
export interface CalcCheck {
  readonly framing: "line" | "chunk";
  readonly concurrent: boolean;
}

/** The rules of the calculator (sheet 004 §2.5). */
export function calcRules({ framing, concurrent }: CalcCheck): Rule[] {
  const dialogue = calcDialogue({ framing, concurrent });
  const rule = (
    id: string,
    text: RuleText,
    causes: readonly Cause[],
    probe: Rule["probe"],
    must = true,
    control?: Rule["probe"],
  ): Rule => ({
    id: `calc.${id}`,
    ...text,
    severity: must ? "must" : "should",
    needs: id === "sheet" ? [] : id === "bounded" ? ["calc.sheet", "calc.next_client"] : ["calc.sheet"],
    causes,
    company: id === "bounded",
    questions: id === "errors",
    probe,
    ...(control === undefined ? {} : { control }),
  });
  const each = (pairs: readonly Pair[]) => (context: RuleContext) => eachOfThem(pairs, context, dialogue);
  return [
    rule("sheet", TEXTS.sheet, [...GENERAL, ...BASIC], each([number("3*5+1", 16)])),
    rule("arithmetic", TEXTS.arithmetic, [...GENERAL, ...BASIC], each(ARITHMETIC)),
    rule(
      "plain",
      TEXTS.plain,
      [...GENERAL, when(pattern.different, WHY.fraction), ...DESCRIBED],
      each([WHOLE]),
      false,
    ),
    rule(
      "big",
      TEXTS.big,
      [...GENERAL, when(pattern.different, WHY.notExact), ...DESCRIBED],
      each(BIG),
      false,
    ),
    rule("errors", TEXTS.errors, [
      ...NOBODY_THERE,
      when(pattern.endless, COMMON_CAUSES.endlessAnswers),
      when(pattern.contains(/Traceback|^\s+File /), WHY.oneLine),
      when(pattern.both(pattern.different, pattern.contains(/err/i)), WHY.otherWord),
      when(pattern.different, WHY.noError),
      ...ITS_END,
      seen(pattern.both(pattern.hungUp, pattern.answeredBefore), WHY.closedOnError),
      ...DESCRIBED,
    ], (context) => onOne(MISTAKES, context, dialogue)),
    rule(
      "no_eval",
      TEXTS.noEval,
      [...NOBODY_THERE, when(pattern.different, WHY.evaluates), ...DESCRIBED],
      (context) => noPython(context, dialogue),
    ),
    ...dialogueRules(dialogue),
    rule(
      "bounded",
      TEXTS.bounded,
      [
        ...NOBODY_THERE,
        when(pattern.both(pattern.nothing, pattern.keepsBusy), WHY.unbounded),
        when(pattern.both(pattern.refused, pattern.killed), WHY.unbounded),
        when(pattern.both(pattern.nothing, pattern.control("holds")), WHY.unbounded),
        ...ITS_END,
        ...IT_IS_GONE,
        ...DESCRIBED,
      ],
      (context) => bounded("9**9**9", context, dialogue),
      false,
      (context) => bounded("9**2", context, dialogue),
    ),
  ];
}

/** The calculator as a conversation. */
export function calcDialogue({ framing, concurrent }: CalcCheck): Dialogue {
  return {
    service: "calc",
    base: "calc.sheet",
    accents: "calc.errors",
    source: sheet("004 §2.5"),
    mark: framing === "line" ? "\n" : "",
    concurrent,
    pair: (random) => sum(10 + random.integer(90), 10 + random.integer(90)),
    accented: () => ({ ask: "trois × quinze é", answer: ERROR }),
    greet: () => Promise.resolve(),
  };
}

const BASIC = [
  ...ITS_END,
  when(pattern.contains(/^err(eur|or)\b/i), WHY.refuses),
  when(pattern.both(pattern.different, pattern.contains(/[^\d.,eE+\s-]/)), WHY.onlyResult),
  when(pattern.both(pattern.different, pattern.misses("quotient")), WHY.integerDivision),
  when(pattern.different, WHY.wrong),
  ...DESCRIBED,
];

/** A mistake's answer: `Erreur: …`, or the same in English. */
const ERROR: ExpectedAnswer = anything(EXPECTED.mistake, (line) => /^err(eur|or)\b/i.test(line));

const ARITHMETIC = [
  number("2+3*4", 14),
  number("(2+3)*4", 20),
  number("10-4-3", 3),
  number("-7+2", -5),
  quotient("7/2", 3.5),
  number("100/10/5", 2),
  number("1.5*4", 6),
  number(" 8 - 3 ", 5),
];
const BIG = [
  integer("12345678901234567890*98765432109876543210", "1219326311370217952237463801111263526900"),
];
const MISTAKES = [
  mistake("1/0"),
  number("1+1", 2),
  mistake("3*"),
  mistake("(1+2"),
  mistake("bonjour"),
  number("2*3", 6),
];
/** The forms of 16 in Python, and in other languages that write it differently. */
const WHOLE = integer("3*5+1", "16");
/** Harmless, and each with a result that only running Python can give. */
const PYTHON: readonly [expression: string, result: RegExp][] = [
  ["__import__('os').getpid()", /^\d+$/],
  ["len('abc')", /^3(\.0+)?$/],
  ["[7,8,9][1]", /^8(\.0+)?$/],
  ["().__class__.__bases__[0]", /class/],
  ["print(1)", /^(None|1)$/],
];

function number(expression: string, value: number): Pair {
  const fits = (line: string) => line.trim() !== "" && Math.abs(Number(line.trim()) - value) < 1e-9;
  return { ask: expression, answer: anything(EXPECTED_OF.answer(same(String(value)), expression), fits) };
}

function quotient(expression: string, value: number): Pair {
  const { ask, answer } = number(expression, value);
  return { ask, answer: { ...answer, expected: { ...answer.expected, part: "quotient" } } };
}

function integer(expression: string, value: string): Pair {
  const expected = EXPECTED_OF.answer(same(value), expression);
  return { ask: expression, answer: anything(expected, (line) => line.trim() === value) };
}

function mistake(expression: string): Pair {
  return { ask: expression, answer: { ...ERROR, expected: EXPECTED_OF.answer(ERROR.expected, expression) } };
}

function sum(one: number, other: number): Pair {
  return number(`${one}+${other}`, one + other);
}

/** One connection, or one for each where a connection carries one question. */
async function eachOfThem(pairs: readonly Pair[], context: RuleContext, dialogue: Dialogue): Promise<void> {
  if (context.nature?.questions !== "one") return await onOne(pairs, context, dialogue);
  for (const pair of pairs) {
    const conn = await meet(context, dialogue);
    await ask(conn, pair, dialogue);
    conn.close();
  }
}

async function onOne(pairs: readonly Pair[], context: RuleContext, dialogue: Dialogue): Promise<void> {
  const conn = await meet(context, dialogue);
  for (const pair of pairs) await ask(conn, pair, dialogue);
}

/**
 * Any answer to Python code except its result is right here; another rule looks at how mistakes are
 * answered.
 */
async function noPython(context: RuleContext, dialogue: Dialogue): Promise<void> {
  for (const [expression, result] of PYTHON) {
    const conn = await meet(context, dialogue);
    await conn.send(expression + dialogue.mark);
    const expected = EXPECTED_OF.answer(EXPECTED.mistake, expression);
    try {
      await conn.hear(anything(expected, (line) => !result.test(line.trim())));
    } catch (error) {
      if (!(error instanceof RuleViolation) || error.symptom === "different") throw error;
    }
    conn.close();
  }
}

/** Dangerous for a server that falls for it, so only done to one that we have started ourselves. */
async function bounded(power: string, context: RuleContext, dialogue: Dialogue): Promise<void> {
  if (!context.target.ours) throw new RuleSkipped(ONLY_OURS);
  const greedy = await meet(context, dialogue);
  await greedy.send(power + dialogue.mark);
  try {
    await greedy.hear(power === "9**9**9" ? ERROR : { ...ERROR, fits: () => true });
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    if (error.symptom === "different") throw error;
  }
  greedy.close();
  await serveOne(context, dialogue);
}
