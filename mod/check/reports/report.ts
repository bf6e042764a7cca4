import type { SeenCalls } from "../calls/call_recorder.ts";
import type { Language, Text } from "../../i18n/text.ts";
import type { Symptom } from "../causes/rule_violation.ts";
import type { Rule, RuleText } from "../rule.ts";
import type { Nature } from "../survey/nature.ts";
import type { Transcript } from "../probes/transcript.ts";

/**
 * The outcome of a rule, in the same words in every report, in `--csv` and in a class: `note` is a `should` rule that is
 * broken, or a `must` rule that holds with a reservation; it does not fail the check. `same` is a rule that breaks with a
 * cause that was told already.
 */
export const OUTCOMES = ["passed", "failed", "note", "same", "skipped"] as const;

/** One of {@linkcode OUTCOMES}. */
export type RuleOutcome = (typeof OUTCOMES)[number];

/** A rule as it is told in one language. */
export type LocalizedRule = Pick<Rule, "id" | "severity"> & Readonly<Record<keyof RuleText, string>>;

/** A fault that was found, told in one language. */
export interface LocalizedFailure {
  readonly symptom: Symptom;
  readonly expected: string;
  readonly received: Uint8Array;
  /** The sentence used instead where nothing could be received. */
  readonly why?: string;
  /** The end of what the program under test said on standard error, if we run it. */
  readonly said: string;
  /** Whether the program was never reached at all. */
  readonly unreachable?: true;
}

/** The result of one rule, told in one language. */
export interface Result {
  readonly rule: LocalizedRule;
  readonly outcome: RuleOutcome;
  /** Milliseconds it took. */
  readonly time: number;
  /** The fault, if there was one. */
  readonly failure?: LocalizedFailure;
  /** The usual cause of such a failure; why the rule was skipped. */
  readonly because?: string;
  /** Whether a sign tells that cause; without one it only describes what was seen. */
  readonly certain?: boolean;
  /** Where in the reader's own files the program died, as it tells, and whether the cause says no more than that. */
  readonly death?: { readonly place: string; readonly unexplained: boolean };
  /** The broken rule because of which it was skipped, or whose cause is its own. */
  readonly needs?: string;
  readonly notes: readonly string[];
  /** What the program did, by its own system calls. */
  readonly calls?: string;
  /** The recording of these calls, and the file that it was written to. */
  readonly recording?: SeenCalls & { readonly file?: string };
  /**
   * The title and the cause in every language, for readers of other languages; and the cause in general words, which
   * are the same whatever language the program is written in.
   */
  readonly words?: { readonly title: Text; readonly cause?: Text; readonly general?: Text };
  readonly transcript: Transcript;
}

/** The results of all of them. */
export interface Report {
  /** What was checked: `echo`, `files`, … */
  readonly service: string;
  /** Which program: its address or its command. */
  readonly subject: string;
  /** Whose it is, if that was said. */
  readonly student?: string;
  /** The language of all its sentences. */
  readonly language: Language;
  readonly seed: number;
  /** The command line of the check, without `--only`. */
  readonly command: string;
  /** The rules that `--only` has named; none for all. */
  readonly only: readonly string[];
  /** When it began. */
  readonly began: Date;
  /** What the program is, where that was found out. */
  readonly nature?: Nature;
  readonly results: readonly Result[];
}

/** The command line that repeats the check as it was. */
export function again({ command, only }: Pick<Report, "command" | "only">): string {
  return withRules(command, only);
}

/** The command line that tries again what has failed, and nothing else; undefined where nothing has. */
export function againFailed({ command, results }: Report): string | undefined {
  const failed = results.filter(({ outcome }) => outcome === "failed").map(({ rule }) => rule.id);
  return failed.length === 0 ? undefined : withRules(command, failed);
}

function withRules(command: string, rules: readonly string[]): string {
  return [command, ...rules.map((rule) => `--only ${rule}`)].join(" ");
}

/** How many results have that outcome. */
export function countOutcomes(results: readonly Result[], outcome: RuleOutcome): number {
  return results.filter((result) => result.outcome === outcome).length;
}
