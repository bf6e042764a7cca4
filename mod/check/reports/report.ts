import type { Language } from "../../i18n/text.ts";
import type { Symptom } from "../causes/rule_violation.ts";
import type { Rule, RuleText } from "../rule.ts";
import type { Transcript } from "../probes/transcript.ts";

/**
 * What became of a rule: `concern` is a `should` rule that is broken, or a `must` rule that holds with a reservation; it does
 * not fail the check.
 */
export type RuleOutcome = "passed" | "failed" | "concern" | "skipped";

/** A rule as it is told in one language. */
export type LocalizedRule = Pick<Rule, "id" | "severity"> & Readonly<Record<keyof RuleText, string>>;

/** What was found broken, as it is told in one language. */
export interface LocalizedFailure {
  readonly symptom: Symptom;
  readonly expected: string;
  readonly received: Uint8Array;
  /** What is said instead where nothing could be received. */
  readonly why?: string;
  /** What the program under test said on its standard error, if we run it; the end of it. */
  readonly said: string;
}

/** What became of one rule, as it is told in one language. */
export interface Result {
  readonly rule: LocalizedRule;
  readonly outcome: RuleOutcome;
  /** Milliseconds it took. */
  readonly time: number;
  /** What was broken, if something was. */
  readonly failure?: LocalizedFailure;
  /** The usual cause of such a failure; why the rule was skipped. */
  readonly because?: string;
  /** The broken rule because of which it was skipped. */
  readonly needs?: string;
  readonly notes: readonly string[];
  readonly transcript: Transcript;
}

/** What became of all of them. */
export interface Report {
  /** What was checked: `echo`, `files`, … */
  readonly service: string;
  /** Which program: its address or its command. */
  readonly subject: string;
  /** Whose it is, if that was said. */
  readonly student?: string;
  /** The language of all that is said in it. */
  readonly language: Language;
  readonly seed: number;
  /** The command line that repeats it, without `--only`. */
  readonly again: string;
  /** When it began. */
  readonly began: Date;
  readonly results: readonly Result[];
}

/** How many results have that outcome. */
export function countOutcomes(results: readonly Result[], outcome: RuleOutcome): number {
  return results.filter((result) => result.outcome === outcome).length;
}
