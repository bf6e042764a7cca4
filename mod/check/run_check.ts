import { inLanguage } from "../i18n/in_language.ts";
import type { Text } from "../i18n/text.ts";
import { addressInUse } from "./causes/failure_patterns.ts";
import type { CallRecorder } from "./calls/call_recorder.ts";
import type { Result } from "./reports/report.ts";
import type { Rule } from "./rule.ts";
import type { CheckOptions } from "./rule_context.ts";
import { RuleLanes } from "./lanes.ts";
import { Transcript } from "./probes/transcript.ts";
import type { Nature } from "./survey/nature.ts";
import type { Target } from "./targets/target.ts";
import { GONE, needs, sameReason, sameWay, sameWayWhy } from "./texts/run_texts.ts";
import { recordRule, toldRule, type TriedRule, tryRule } from "./try_rule.ts";

/** Finds out what a program is, before any rule is tried. */
export type Survey = (target: Target, options: CheckOptions) => Promise<Nature | undefined>;

/** What goes with the rules. */
export interface CheckSurvey {
  /** Only done to a program that we run: one that serves one client would be spent by it. */
  readonly survey?: Survey | undefined;
  /** Is told what was found out, before the first result. */
  readonly surveyed?: (nature: Nature) => void;
  /** Records the calls of a program where a rule is broken, as a sign of the cause. */
  readonly recorder?: CallRecorder | undefined;
}

/**
 * Tries the rules, and tells each result in the order of the rules.
 *
 * A program that we run is started anew for each rule, unless its start takes long, and several of it run at the
 * same time, each on a port of its own. A program that somebody else runs is not ours to start: its rules are tried
 * one after another, and once it stops accepting connections the remaining ones are skipped, because they would only
 * say the same again; as where our program cannot be started anew, because its port is written in it and still
 * reserved from its last run. A rule is skipped, too, when one that it needs is broken, and one that breaks with a
 * cause that was told already only says so: a mistake is told once.
 *
 * @returns the results, each one as soon as it and those in front of it are known.
 */
export async function* runCheck(
  rules: readonly Rule[],
  target: Target,
  options: CheckOptions,
  { survey, surveyed = () => {}, recorder }: CheckSurvey = {},
): AsyncGenerator<Result> {
  options.signal.throwIfAborted();
  const stop = new AbortController();
  const whole = { ...options, signal: AbortSignal.any([options.signal, stop.signal]) };
  const nature = target.ours ? await survey?.(target, whole) : undefined;
  if (nature !== undefined) surveyed(nature);
  await using lanes = new RuleLanes(
    target,
    nature === undefined || nature.startTime < QUICK_START ? MOST_LANES : 1,
  );
  const run = new Run(lanes, whole, nature, recorder);
  const long = longWay(rules);
  const coming = rules.map((rule) => run.begin(rule, long.has(rule.id)));
  const told = new Map<string, ToldCause>();
  const broken = new Map<string, Result>();
  try {
    for (const [index, result] of coming.entries()) {
      const once = toldOnce(
        cutAlike(await result, rules[index]!, broken, { ...options, ours: target.ours }),
        told,
        options,
      );
      if (once.outcome === "failed") broken.set(once.rule.id, once);
      if (once.failure === undefined) {
        yield once;
        continue;
      }
      const seen = await run.withCalls(rules[index]!, once);
      yield seen.because === once.because ? seen : toldOnce(seen, told, options);
    }
  } finally {
    stop.abort();
    await Promise.allSettled(coming);
  }
}

/** A program that takes longer than this to start is not started for each rule, milliseconds. */
const QUICK_START = 700;
/** So many times calls are recorded; after the first time, if so many time limits are not over yet. */
const MOST_RECORDED = { failed: 4, note: 2 };
const RECORDED_WITHIN = 7;
/** How many of a program are tried at the same time. */
const MOST_LANES = 3;

class Run {
  readonly #lanes: RuleLanes;
  readonly #options: CheckOptions;
  readonly #nature: Nature | undefined;
  readonly #results = new Map<string, Promise<Result>>();
  readonly #tried = new Map<string, TriedRule>();
  readonly #recorder: CallRecorder | undefined;
  readonly #began = performance.now();
  #recorded = 0;
  #last: Promise<unknown> = Promise.resolve();
  /** The rule after which nobody accepts any more. */
  #gone: string | undefined;

  constructor(
    lanes: RuleLanes,
    options: CheckOptions,
    nature: Nature | undefined,
    recorder: CallRecorder | undefined,
  ) {
    [this.#lanes, this.#options, this.#nature] = [lanes, options, nature];
    this.#recorder = recorder;
  }

  /** @param urgent whether it is tried before the others that can be tried then */
  begin(rule: Rule, urgent: boolean): Promise<Result> {
    const result = this.#begin(rule, urgent, this.#last);
    // Told in their order: whoever is waited for later may have failed by then.
    this.#last = result.catch(() => {});
    this.#results.set(rule.id, result);
    return result;
  }

  async #begin(rule: Rule, urgent: boolean, before: Promise<unknown>): Promise<Result> {
    const { several } = this.#lanes;
    if (!several) await before;
    const missing = await this.#missing(rule) ?? (several ? undefined : await this.#broken(rule.after));
    if (missing !== undefined) return this.#skipped(rule, missing, needs(missing));
    const result = await this.#try(rule, urgent);
    // Where there is somebody to try it on it does not wait for them, and counts only when they hold.
    const same = result.failure === undefined || !several ? undefined : await this.#broken(rule.after);
    return same === undefined ? result : this.#skipped(rule, same, needs(same));
  }

  async #try(rule: Rule, urgent: boolean): Promise<Result> {
    using lane = await this.#lanes.take(urgent);
    const options = this.#options;
    options.signal.throwIfAborted();
    if (this.#gone !== undefined) return this.#skipped(rule, this.#gone, GONE);
    const { target, used } = lane;
    // A server of one client is on its way out when that client has left.
    const fresh = lane.broken || this.#lanes.several || this.#nature?.clients === "one";
    const beside = () => this.#lanes.takeFree();
    const tried = await tryRule(rule, { target, options, nature: this.#nature, fresh, seen: used, beside });
    this.#tried.set(rule.id, tried);
    const { result } = tried;
    lane.leave(result.failure !== undefined);
    if (result.failure?.symptom === "refused" && (!target.ours || addressInUse(result.failure))) {
      this.#gone = rule.id;
    }
    return result;
  }

  /**
   * The result of a rule that is broken, with what the program's own calls tell of it: of the first mistakes only, and
   * as long as a check may take no longer for it.
   */
  async withCalls(rule: Rule, result: Result): Promise<Result> {
    const { failure, retell } = this.#tried.get(rule.id) ?? {};
    const limit = RECORDED_WITHIN * this.#options.timeout;
    const late = this.#recorded > 0 && performance.now() - this.#began > limit;
    if (late || this.#recorded >= MOST_RECORDED[result.outcome === "failed" ? "failed" : "note"]) {
      return result;
    }
    if (this.#recorder === undefined || failure === undefined || retell === undefined) return result;
    this.#recorded++;
    using lane = await this.#lanes.take();
    lane.leave(true);
    const trial = {
      target: lane.target,
      options: this.#options,
      nature: this.#nature,
      fresh: true,
      seen: false,
    };
    const recorded = await recordRule(rule, trial, failure, this.#recorder);
    return recorded === undefined ? result : { ...retell(recorded.evidence), recording: recorded.recording };
  }

  /** The first of the rules that it needs, in so far as they are tried at all, that is broken. */
  async #missing({ needs = [] }: Rule): Promise<string | undefined> {
    for (const id of needs) {
      const result = await this.#results.get(id);
      if (result?.outcome === "failed") return id;
      if (result?.outcome === "skipped" && result.needs !== undefined) return result.needs;
    }
    return undefined;
  }

  /** The first of them that is broken itself. */
  async #broken(ids: readonly string[] = []): Promise<string | undefined> {
    for (const id of ids) if ((await this.#results.get(id))?.outcome === "failed") return id;
    return undefined;
  }

  #skipped(rule: Rule, broken: string, because: Text): Result {
    const { language } = this.#options;
    return {
      rule: toldRule(rule, language),
      outcome: "skipped",
      needs: broken,
      time: 0,
      because: inLanguage(because, language),
      notes: [],
      transcript: new Transcript(),
    };
  }
}

/** The rules that take longest, and what they wait for: begun first, they are not what all the others wait for at the end. */
function longWay(rules: readonly Rule[]): Set<string> {
  const long = new Set<string>();
  // A rule needs only what stands in front of it.
  for (const { id, bulk, needs = [] } of rules.toReversed()) {
    if (bulk !== true && !long.has(id)) continue;
    for (const each of [id, ...needs]) long.add(each);
  }
  return long;
}

/** Where a cause was told. */
interface ToldCause {
  readonly rule: string;
  readonly failed: boolean;
}

/** The result; with nothing but a pointer where its cause was told before. */
function toldOnce(result: Result, told: Map<string, ToldCause>, options: CheckOptions): Result {
  const { because, certain, failure, death } = result;
  if (failure === undefined || because === undefined || because === "" || certain !== true) return result;
  const place = death === undefined ? [] : [`died at ${death.place}`];
  // That it died of some error is one mistake where it is the same error, whatever was told of it.
  const [key] = death?.unexplained === true ? place : [because];
  const before = told.get(key!);
  // What fails the check is told as a failure, even if a note has told its cause before.
  if (before === undefined || result.outcome === "failed" && !before.failed) {
    const telling = { rule: result.rule.id, failed: result.outcome === "failed" };
    for (const each of [key!, ...place]) told.set(each, telling);
    return result;
  }
  return sameAs(result, before.rule, inLanguage(sameReason(before.rule), options.language));
}

function sameAs({ failure: _, ...result }: Result, rule: string, because: string): Result {
  return { ...result, outcome: "same", needs: rule, because };
}

/**
 * The result; with nothing but a pointer where its answer was cut off as that of a rule before it, and is the same
 * mistake. Of a program that is not ours there is nothing but the bytes: what looks the same and has no sign of its own
 * is told once.
 */
function cutAlike(
  result: Result,
  { alike = [] }: Rule,
  broken: ReadonlyMap<string, Result>,
  { language, ours }: CheckOptions & { readonly ours: boolean },
): Result {
  const listed = alike.find((id) => isCutAs(result, broken.get(id)));
  if (listed !== undefined) return sameAs(result, listed, inLanguage(sameWay(listed), language));
  if (ours) return result;
  const { certain, because = "" } = result;
  const before = [...broken.values()].find((other) =>
    isCutAs(result, other) &&
    (certain !== true || other.certain !== true && other.failure?.symptom !== "silence")
  )?.rule.id;
  if (before === undefined) return result;
  return sameAs(
    result,
    before,
    inLanguage(certain === true ? sameWayWhy(before, because) : sameWay(before), language),
  );
}

/** Whether two answers are missing, or were cut off, in the same way; where a program has died, its end tells more. */
function isCutAs(one: Result, other: Result | undefined): boolean {
  const [{ failure, death }, before] = [one, other?.failure];
  if (failure === undefined || before === undefined || death !== undefined || other?.death !== undefined) {
    return false;
  }
  const cut = [failure, before].every(({ received }) => received.at(-1) !== LINE_FEED);
  return cut && failure.symptom === before.symptom && CUT_OFF.has(failure.symptom);
}

const CUT_OFF: ReadonlySet<string> = new Set(["silence", "closed", "reset"]);
const LINE_FEED = 0x0a;
