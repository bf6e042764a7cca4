import type { Failure } from "./broken.ts";
import type { Rule } from "./rule.ts";
import type { Transcript } from "./transcript.ts";

/**
 * What became of a rule: `concern` is a `should` rule that is broken, or a `must` rule that holds with a reservation; it does
 * not fail the check.
 */
export type Outcome = "passed" | "failed" | "concern" | "skipped";

/** What became of one rule. */
export interface Result {
  readonly rule: Pick<Rule, "id" | "title" | "rule" | "source" | "severity">;
  readonly outcome: Outcome;
  /** Milliseconds it took. */
  readonly time: number;
  /** What was broken, if something was. */
  readonly failure?: Failure;
  /** The usual cause of such a failure; why the rule was skipped. */
  readonly because?: string;
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
  readonly seed: number;
  /** The command line that repeats it, without `--only`. */
  readonly again: string;
  /** When it began. */
  readonly began: Date;
  readonly results: readonly Result[];
}

/** How many results have that outcome. */
export function count(results: readonly Result[], outcome: Outcome): number {
  return results.filter((result) => result.outcome === outcome).length;
}
