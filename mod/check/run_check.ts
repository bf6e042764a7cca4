import { inLanguage } from "../i18n/in_language.ts";
import type { Language, Text } from "../i18n/text.ts";
import { type CheckOptions, RuleContext } from "./rule_context.ts";
import { type Failure, RuleSkipped, RuleViolation } from "./causes/rule_violation.ts";
import type { LocalizedFailure, LocalizedRule, Result } from "./reports/report.ts";
import type { Rule } from "./rule.ts";
import type { Target } from "./targets/target.ts";
import { addressInUse } from "./causes/failure_patterns.ts";
import { GONE, needs } from "./texts/run_texts.ts";

/**
 * Tries the rules, one after another.
 *
 * A program that we run is started anew after a rule that it broke. A program that somebody else runs is not
 * ours to start: once it stops accepting connections the remaining rules are skipped, because they would only
 * say the same again. They are skipped, too, where our program cannot be started anew, because its port is
 * written in it and still reserved from its last run. For the same reason a rule is skipped when one that it
 * needs is broken: a mistake is told once, with its cause.
 *
 * @returns the results, each one as soon as it is known.
 */
export async function* runCheck(
  rules: readonly Rule[],
  target: Target,
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
      yield skipped(rule, gone, GONE, target, options);
      continue;
    }
    if (missing !== undefined) {
      yield skipped(rule, missing, needs(missing), target, options);
      continue;
    }
    const result = await tryFairly(rule, target, options, fresh, seen);
    if (result.outcome === "failed") broken.add(rule.id);
    fresh = result.failure !== undefined;
    if (result.failure?.symptom === "refused" && (!target.ours || addressInUse(result.failure))) {
      gone = rule.id;
    }
    seen = true;
    yield result;
  }
}

/**
 * Tries a rule on the program as the last rule left it, and, if it is broken, again on one that was
 * started anew: damage that an earlier rule has done to the program must not be held against this
 * one.
 */
async function tryFairly(
  rule: Rule,
  target: Target,
  options: CheckOptions,
  fresh: boolean,
  seen: boolean,
): Promise<Result> {
  const started = await target.ready(fresh);
  const result = await tryRule(rule, target, options, seen && !target.ours);
  if (result.failure === undefined || started || !target.ours) return result;
  await target.ready(true);
  const again = await tryRule(rule, target, options, false);
  // That it could not be started anew says nothing about this rule.
  return again.failure?.symptom === "refused" ? result : again;
}

async function tryRule(
  rule: Rule,
  target: Target,
  options: CheckOptions,
  seen: boolean,
): Promise<Result> {
  using context = new RuleContext(target, options, rule.id, seen);
  const started = performance.now();
  const { language } = options;
  const settled = (): Pick<Result, "rule" | "time" | "notes" | "transcript"> => ({
    rule: toldRule(rule, language),
    time: performance.now() - started,
    notes: context.notes.map((note) => inLanguage(note, language)),
    transcript: context.transcript,
  });
  try {
    await rule.probe(context);
    return { ...settled(), outcome: context.notes.length > 0 ? "concern" : "passed" };
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof RuleSkipped) {
      return { ...settled(), outcome: "skipped", because: inLanguage(error.because, language) };
    }
    if (!(error instanceof RuleViolation)) throw error;
    const failure = await failureOf(error, target);
    const outcome = rule.severity === "must" ? "failed" : "concern";
    const because = causeOf(rule, failure, language);
    return { ...settled(), outcome, failure: toldFailure(failure, error, language), because };
  }
}

/** A program's words about its own end come a moment after the connection has ended. */
async function failureOf(broken: RuleViolation, target: Target): Promise<Failure> {
  if (target.ours) await new Promise((resolve) => setTimeout(resolve, 150));
  return {
    symptom: broken.symptom,
    expected: broken.expected,
    received: broken.received,
    text: new TextDecoder().decode(broken.received),
    said: target.said(),
  };
}

function causeOf(rule: Rule, failure: Failure, language: Language): string {
  const cause = rule.causes.find((each) => each.when(failure));
  return cause === undefined ? "" : inLanguage(cause.text, language);
}

function toldRule({ id, severity, title, rule, source }: Rule, language: Language): LocalizedRule {
  const told = (text: Text) => inLanguage(text, language);
  return { id, severity, title: told(title), rule: told(rule), source: told(source) };
}

function toldFailure(
  { symptom, expected, received, said }: Failure,
  { why }: RuleViolation,
  language: Language,
): LocalizedFailure {
  return {
    symptom,
    expected: inLanguage(expected, language),
    received,
    ...(why === undefined ? {} : { why: inLanguage(why, language) }),
    said,
  };
}

function skipped(rule: Rule, broken: string, because: Text, target: Target, options: CheckOptions): Result {
  const context = new RuleContext(target, options, rule.id);
  return {
    rule: toldRule(rule, options.language),
    outcome: "skipped",
    needs: broken,
    time: 0,
    because: inLanguage(because, options.language),
    notes: [],
    transcript: context.transcript,
  };
}
