import { inLanguage } from "../i18n/in_language.ts";
import type { Language, Text } from "../i18n/text.ts";
import { Bench, type CheckOptions } from "./bench.ts";
import { Broken, type Failure, Skipped } from "./causes/broken.ts";
import type { Result, ToldFailure, ToldRule } from "./reports/report.ts";
import type { Rule } from "./rule.ts";
import type { Subject } from "./targets/subject.ts";
import { addressInUse } from "./causes/symptoms.ts";
import { GONE, needs } from "./texts/run_texts.ts";

/**
 * Tries the rules, one after another.
 *
 * A program that we run is started anew after a rule that it broke. A program that somebody else runs is not ours to
 * start: once it accepts no more connections the rules that are left are skipped, for they would only say the same again. So
 * are they where ours cannot be started anew, because its port is written in it and still reserved from its last run.
 * For the same reason a rule is skipped where one that it needs is broken: a mistake is told once, with its cause.
 *
 * @returns the results, each as soon as it is known.
 */
export async function* runCheck(
  rules: readonly Rule[],
  subject: Subject,
  options: CheckOptions,
): AsyncGenerator<Result> {
  let fresh = false;
  let gone: string | undefined;
  let seen = false;
  const broken = new Set<string>();
  for (const rule of rules) {
    options.signal.throwIfAborted();
    const missing = rule.needs?.find((id) => broken.has(id));
    if (gone !== undefined) {
      yield skipped(rule, gone, GONE, subject, options);
      continue;
    }
    if (missing !== undefined) {
      yield skipped(rule, missing, needs(missing), subject, options);
      continue;
    }
    const result = await tryFairly(rule, subject, options, fresh, seen);
    if (result.outcome === "failed") broken.add(rule.id);
    fresh = result.failure !== undefined;
    if (result.failure?.symptom === "refused" && (!subject.ours || addressInUse(result.failure))) {
      gone = rule.id;
    }
    seen = true;
    yield result;
  }
}

/**
 * Tries a rule on the program as the last rule left it, and, if it is broken, once more on one that was started anew: what an
 * earlier rule has done to the program must not be held against this one.
 */
async function tryFairly(
  rule: Rule,
  subject: Subject,
  options: CheckOptions,
  fresh: boolean,
  seen: boolean,
): Promise<Result> {
  const started = await subject.ready(fresh);
  const result = await tryRule(rule, subject, options, seen && !subject.ours);
  if (result.failure === undefined || started || !subject.ours) return result;
  await subject.ready(true);
  const again = await tryRule(rule, subject, options, false);
  // That it could not be started anew says nothing about this rule.
  return again.failure?.symptom === "refused" ? result : again;
}

async function tryRule(
  rule: Rule,
  subject: Subject,
  options: CheckOptions,
  seen: boolean,
): Promise<Result> {
  using bench = new Bench(subject, options, rule.id, seen);
  const started = performance.now();
  const { language } = options;
  const settled = (): Pick<Result, "rule" | "time" | "notes" | "transcript"> => ({
    rule: toldRule(rule, language),
    time: performance.now() - started,
    notes: bench.notes.map((note) => inLanguage(note, language)),
    transcript: bench.transcript,
  });
  try {
    await rule.probe(bench);
    return { ...settled(), outcome: bench.notes.length > 0 ? "concern" : "passed" };
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof Skipped) {
      return { ...settled(), outcome: "skipped", because: inLanguage(error.because, language) };
    }
    if (!(error instanceof Broken)) throw error;
    const failure = await failureOf(error, subject);
    const outcome = rule.severity === "must" ? "failed" : "concern";
    const because = causeOf(rule, failure, language);
    return { ...settled(), outcome, failure: toldFailure(failure, error, language), because };
  }
}

/** What a program says about its own end comes a moment after the connection has ended. */
async function failureOf(broken: Broken, subject: Subject): Promise<Failure> {
  if (subject.ours) await new Promise((resolve) => setTimeout(resolve, 150));
  return {
    symptom: broken.symptom,
    expected: broken.expected,
    received: broken.received,
    text: new TextDecoder().decode(broken.received),
    said: subject.said(),
  };
}

function causeOf(rule: Rule, failure: Failure, language: Language): string {
  const cause = rule.causes.find((each) => each.when(failure));
  return cause === undefined ? "" : inLanguage(cause.text, language);
}

function toldRule({ id, severity, title, rule, source }: Rule, language: Language): ToldRule {
  const told = (text: Text) => inLanguage(text, language);
  return { id, severity, title: told(title), rule: told(rule), source: told(source) };
}

function toldFailure(
  { symptom, expected, received, said }: Failure,
  { why }: Broken,
  language: Language,
): ToldFailure {
  return {
    symptom,
    expected: inLanguage(expected, language),
    received,
    ...(why === undefined ? {} : { why: inLanguage(why, language) }),
    said,
  };
}

function skipped(rule: Rule, broken: string, because: Text, subject: Subject, options: CheckOptions): Result {
  const bench = new Bench(subject, options, rule.id);
  return {
    rule: toldRule(rule, options.language),
    outcome: "skipped",
    needs: broken,
    time: 0,
    because: inLanguage(because, options.language),
    notes: [],
    transcript: bench.transcript,
  };
}
