import { causeText } from "./causes/cause_text.ts";
import { inLanguage } from "../i18n/in_language.ts";
import type { Language, Text } from "../i18n/text.ts";
import type { CallRecorder, SeenCalls } from "./calls/call_recorder.ts";
import { readCalls } from "./calls/read_calls.ts";
import type { Evidence } from "./causes/evidence.ts";
import { TOO_SLOW } from "./causes/line_causes.ts";
import { NO_MEMORY } from "./causes/memory_causes.ts";
import { crashPlace } from "./causes/crash_place.ts";
import { crashed } from "./causes/failure_patterns.ts";
import { type Failure, RuleSkipped, RuleViolation } from "./causes/rule_violation.ts";
import type { LocalizedFailure, LocalizedRule, Result } from "./reports/report.ts";
import type { Cause, Rule } from "./rule.ts";
import { type CheckOptions, RuleContext, type RuleSetting } from "./rule_context.ts";
import type { RuleLane } from "./lanes.ts";
import type { Nature } from "./survey/nature.ts";
import type { Target } from "./targets/target.ts";
import { COMMON_CAUSES, UNEXPLAINED } from "./texts/common_causes.ts";

/** What is known when a rule is tried. */
export interface RuleTrial {
  readonly target: Target;
  readonly options: CheckOptions;
  readonly nature?: Nature | undefined;
  /** Whether the program is to be started anew first, even if it runs. */
  readonly fresh: boolean;
  /** Whether this very program has accepted a client in an earlier rule. */
  readonly seen: boolean;
  /** Another one of the same program that nobody else needs now, to be given back. */
  beside?(): RuleLane | undefined;
}

/** A rule that was tried. */
export interface TriedRule {
  readonly result: Result;
  /** Tells the failure once more, with another sign; absent where there is none, or the program is not ours. */
  retell?(evidence: Evidence): Result;
  /** How it broke. */
  readonly failure?: Failure;
}

/**
 * Tries a rule, and holds against a program that we run only what happens on a new start, too: neither the damage
 * that an earlier rule has done nor what happened once by chance. Then the same bytes are sent in the plainest way,
 * where the rule knows one, to see whether the way makes the difference.
 */
export async function tryRule(rule: Rule, trial: RuleTrial): Promise<TriedRule> {
  const { target, options } = trial;
  const started = performance.now();
  const fresh = await target.ready(trial.fresh);
  const first = await attempt(rule, rule.probe, trial, !target.ours && trial.seen);
  const settled = (tried: Attempt, evidence: Evidence = {}): TriedRule => {
    const time = performance.now() - started;
    const told = (more: Evidence = {}) => result(rule, tried, options, time, { ...evidence, ...more });
    const { failure } = tried;
    return { result: told(), ...(failure === undefined || !target.ours ? {} : { failure, retell: told }) };
  };
  if (first.failure === undefined || !target.ours) return settled(first);
  // One that ended before anybody came may have been reached by somebody else's client, which took its port for another.
  const { start } = first.failure;
  if (start !== undefined && start.what !== "ended") return settled(first);
  // Whether the way makes the difference is looked at meanwhile, where there is another one to look at.
  using lane = rule.control && trial.beside?.();
  const meanwhile = lane && anew(rule, rule.control!, { ...trial, target: lane.target });
  const [second] = await Promise.all([anew(rule, rule.probe, trial), meanwhile]);
  // That it could not be started anew says nothing about this rule.
  if (second.failure?.start !== undefined) return settled(first);
  let failed = second;
  // Where the first was not tried on a new start, it may well be what an earlier rule has done.
  if (second.failure === undefined && !fresh) return settled(second);
  if (second.failure === undefined) {
    const third = await anew(rule, rule.probe, trial);
    if (third.failure === undefined) {
      return settled({ ...third, notes: [...third.notes, UNEXPLAINED.sometimes] });
    }
    failed = third;
  }
  if (rule.control === undefined) return settled(failed);
  const plain = await (meanwhile ?? anew(rule, rule.control, trial));
  // That it could not be started anew says nothing about the way.
  if (plain.failure?.start !== undefined) return settled(failed);
  return settled(failed, { control: plain.failure === undefined ? "holds" : "breaks" });
}

/** What was seen of a program on which a rule broke once more, in the same way. */
export interface RecordedFailure {
  readonly evidence: Evidence;
  readonly recording: SeenCalls;
}

/**
 * Tries a rule that is broken on one more start, whose calls are recorded.
 *
 * @returns undefined where nothing can be recorded, and where it does not break in the same way: seen so closely a
 *   program is slower, and what it does then tells nothing about what it did before.
 */
export async function recordRule(
  rule: Rule,
  trial: RuleTrial,
  before: Failure,
  recorder: CallRecorder,
): Promise<RecordedFailure | undefined> {
  const { target } = trial;
  if (rule.bulk === true || target.recordCalls === undefined || !await recorder.isUsable()) return undefined;
  target.recordCalls(recorder);
  try {
    // Where it came out otherwise because it was slower, it is given more time.
    for (const patience of [1, 2]) {
      await target.ready(true);
      const options = { ...trial.options, timeout: trial.options.timeout * patience };
      const { failure, recorded } = await attempt(rule, rule.probe, { ...trial, options }, false);
      if (recorded === undefined || failure === undefined || !isAlike(failure, before)) continue;
      const { seen, connections } = recorded;
      return { evidence: { calls: readCalls(seen, failure, connections) }, recording: seen };
    }
    return undefined;
  } finally {
    target.recordCalls(undefined);
  }
}

/** Whether a rule broke at the same place in the same way; the end of a program may show in several. */
function isAlike(one: Failure, other: Failure): boolean {
  const [end, before] = [one.ended, other.ended];
  if (end !== undefined && before !== undefined) {
    return end.code === before.code && end.signal === before.signal;
  }
  return one.symptom === other.symptom && one.expected.part === other.expected.part &&
    one.start?.what === other.start?.what;
}

/** One try: what was found, and how. */
interface Attempt {
  readonly failure?: Failure;
  readonly violation?: RuleViolation;
  readonly skipped?: Text;
  readonly notes: readonly Text[];
  readonly transcript: RuleContext["transcript"];
  /** The calls of the program up to the failure, where they are recorded. */
  readonly recorded?: { readonly seen: SeenCalls; readonly connections: RuleContext["connections"] };
}

/** On a new start, and on one more where it could not be reached: somebody else may have taken its port meanwhile. */
async function anew(rule: Rule, probe: Rule["probe"], trial: RuleTrial): Promise<Attempt> {
  await trial.target.ready(true);
  const tried = await attempt(rule, probe, trial, false);
  if (tried.failure?.start === undefined) return tried;
  await trial.target.ready(true);
  return await attempt(rule, probe, trial, false);
}

async function attempt(rule: Rule, probe: Rule["probe"], trial: RuleTrial, seen: boolean): Promise<Attempt> {
  const { target, options, nature } = trial;
  const setting: RuleSetting = { rule: rule.id, company: rule.company ?? false, seen, nature };
  using context = new RuleContext(target, options, setting);
  const told = () => ({ notes: context.notes, transcript: context.transcript });
  try {
    await probe(context);
    return told();
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof RuleSkipped) return { ...told(), skipped: error.because };
    if (!(error instanceof RuleViolation)) throw error;
    const signs = await target.signs?.() ?? {};
    // Before anything more is done to the program.
    const seen = await target.calls?.();
    return {
      ...told(),
      violation: error,
      failure: await failureOf(error, context, nature, signs),
      ...(seen === undefined ? {} : { recorded: { seen, connections: context.connections } }),
    };
  }
}

async function failureOf(
  violation: RuleViolation,
  context: RuleContext,
  nature: Nature | undefined,
  signs: Evidence,
): Promise<Failure> {
  const { symptom, expected, received, start, tells } = violation;
  const { target, transcript } = context;
  const answeredAtEnd = symptom === "silence" && await context.answeredAtEnd();
  return {
    symptom,
    expected,
    received,
    text: new TextDecoder().decode(received),
    said: target.said(),
    transcript,
    ...signs,
    ...(answeredAtEnd ? { answeredAtEnd } : {}),
    ...(start === undefined ? {} : { start }),
    ...(tells === undefined ? {} : { tells }),
    ...(nature === undefined ? {} : { nature }),
    ...(target.language === undefined ? {} : { language: target.language }),
  };
}

function result(
  rule: Rule,
  { failure, violation, skipped, notes, transcript }: Attempt,
  { language }: CheckOptions,
  time: number,
  evidence: Evidence,
): Result {
  const settled = {
    rule: toldRule(rule, language),
    time,
    notes: notes.map((note) => inLanguage(note, language)),
    transcript,
  };
  if (skipped !== undefined) {
    return { ...settled, outcome: "skipped", because: inLanguage(skipped, language) };
  }
  if (failure === undefined || violation === undefined) {
    return { ...settled, outcome: notes.length > 0 ? "note" : "passed" };
  }
  const whole = { ...failure, ...evidence };
  const cause = causeOf(rule, whole);
  const told = cause === undefined ? undefined : causeText(cause.text, whole);
  const place = crashed(whole) ? crashPlace(whole.said) : undefined;
  return {
    ...settled,
    outcome: rule.severity === "must" ? "failed" : "note",
    failure: toldFailure(failure, violation, language),
    because: told === undefined ? "" : inLanguage(told, language),
    words: {
      title: rule.title,
      ...(cause === undefined || told === undefined ? {} : { cause: told, general: inGeneral(cause, whole) }),
    },
    certain: cause?.certain ?? false,
    ...(place === undefined ? {} : { death: { place, unexplained: cause?.text === COMMON_CAUSES.diedOfIt } }),
    ...(evidence.calls?.told === undefined ? {} : { calls: inLanguage(evidence.calls.told, language) }),
  };
}

/** The first cause that fits; where it only describes, or they decide, the one that the program's own calls tell. */
function causeOf({ causes }: Rule, failure: Failure): Cause | undefined {
  const found = [...NO_MEMORY, TOO_SLOW, ...causes].find((each) => each.when(failure));
  const { cause: text, decides = false } = failure.calls ?? {};
  if (text === undefined || found?.certain === true && !decides) return found;
  return { when: () => true, text, certain: true };
}

/** The cause as it is told where nobody knows the program's language. */
function inGeneral(cause: Cause, { language: _, ...failure }: Failure): Text {
  return causeText(cause.text, failure);
}

/** A rule as it is told in one language. */
export function toldRule({ id, severity, title, rule, source }: Rule, language: Language): LocalizedRule {
  const told = (text: Text) => inLanguage(text, language);
  return { id, severity, title: told(title), rule: told(rule), source: told(source) };
}

function toldFailure(
  { symptom, expected, received, said, start }: Failure,
  { why }: RuleViolation,
  language: Language,
): LocalizedFailure {
  return {
    symptom,
    expected: inLanguage(expected, language),
    received,
    ...(why === undefined ? {} : { why: inLanguage(why, language) }),
    said,
    ...(start === undefined ? {} : { unreachable: true }),
  };
}
